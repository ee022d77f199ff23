// The search of a static export: files of terms and texts beside the page, and this script, which ranks as the server
// does. The index was made by the server's own analyzer; here a query is cut into words.
(() => {
  'use strict';

  const PAGE = 10, CLOSE = 20, DEEPEST = 60, SLIDES = 3, LENGTH = 160;
  const RUN = /[\p{L}\p{N}_][\p{L}\p{N}\p{M}_]*(?:(?:::|[.\-/'’])[\p{L}\p{N}_][\p{L}\p{N}\p{M}_]*)*(?:\+\+|#(?![\p{L}\p{N}[]))?/gu;
  const NAMES = { title: 1, speaker: 2, speakers: 2, summary: 8, abstract: 8, slide: 16, slides: 16 };
  const $ = (name, root = document) => root.querySelector(`[data-${name}]`);
  const show = (element, isShown) => { element.hidden = !isShown; };

  const loaded = new Map();
  function load(path) {
    if (!loaded.has(path)) {
      loaded.set(path, fetch(path).then((answer) => {
        if (!answer.ok) { throw new Error(`${path}: ${answer.status}`); }
        return answer.json();
      }));
    }
    return loaded.get(path);
  }

  // Words

  const fold = (text) => text.normalize('NFKD').toLowerCase().replace(/\p{M}|[\u00ad\u200b-\u200d]/gu, '')
    .replace(/’/g, "'").replace(/ß/g, 'ss').replace(/æ/g, 'ae').replace(/œ/g, 'oe').replace(/ø/g, 'o')
    .replace(/ł/g, 'l').replace(/[đð]/g, 'd');
  const pieces = (word) => word.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').replace(/(\p{Lu})(\p{Lu}\p{Ll})(?!$)/gu, '$1 $2')
    .replace(/(\p{L})(\p{N})/gu, '$1 $2').replace(/(\p{N})(\p{L})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}'’]+/u).filter(Boolean).map(fold);
  const IDEOGRAPHS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{2,}/u;

  function wordsOf(text) {
    const found = [];
    for (const match of text.matchAll(RUN)) {
      const run = match[0];
      if (IDEOGRAPHS.test(run)) {
        const signs = [...run];
        let at = match.index;
        signs.forEach((sign, i) => {
          if (i + 1 < signs.length) { found.push({ at, end: at + (sign + signs[i + 1]).length, whole: fold(sign + signs[i + 1]), parts: [] }); }
          at += sign.length;
        });
      } else {
        const parts = pieces(run);
        found.push({ at: match.index, end: match.index + run.length, whole: fold(run), parts: parts.length > 1 ? parts : [], isProse: /^[\p{L}/-]+$/u.test(run) });
      }
    }
    return found;
  }

  // The query: groups that must all match, and words that must not.

  function parse(parameters) {
    const wanted = [], unwanted = [], filters = [];
    const query = (parameters.get('q') || '').slice(0, 2000);
    let isOr = false;
    for (const name of ['edition', 'tag']) { for (const value of parameters.getAll(name)) { filters.push(`${name}:${value}`); } }
    for (const value of parameters.getAll('speaker')) { filters.push(`by:${value}`); }
    for (const [, minus, name, quoted, plain] of query.replace(/[“”„]/g, '"').matchAll(/(-?)(?:(\p{L}+):(?!:))?(?:"([^"]*)"|([^\s"]+))/gu)) {
      const text = quoted === undefined ? plain : quoted;
      if (plain === 'OR' && wanted.length) {
        isOr = true;
        continue;
      }
      const key = (name || '').toLowerCase();
      const place = minus && !plain?.startsWith('-') ? unwanted : wanted;
      if (['edition', 'year', 'tag'].includes(key)) {
        place.push({ exact: `${key === 'tag' ? 'tag' : 'edition'}:${fold(text)}`, isFilter: true });
        continue;
      }
      // What stands in brackets behind a name is a sign of it, as in `Pin<P>`.
      const words = wordsOf((name && !(key in NAMES) ? `${name} ${text}` : text).replace(/([\p{L}\p{N}_])<[^<>]*>?/gu, '$1 '));
      const fields = NAMES[key] || 0;
      const isPrefix = quoted === undefined && text.endsWith('*');
      const isExact = quoted !== undefined && words.length === 1;
      const groups = words.map((word, i) => ({ ...word, fields, isExact, isPrefix: isPrefix && i === words.length - 1, typed: text }));
      if (groups[0] && isOr) { groups[0].isOr = true; }
      isOr = false;
      place.push(...groups);
      if (quoted !== undefined && groups.length > 1 && !minus) { wanted.push({ phrase: groups, fields }); }
    }
    return { query, wanted, unwanted, filters };
  }

  // The index

  let index;
  function shardOf(term) {
    const signs = [...term];
    for (let length = signs.length; length > 0; length--) {
      const beginning = signs.slice(0, length).join('');
      if (index.shardSet.has(beginning)) { return beginning; }
    }
    return null;
  }
  const shard = (beginning) => load('terms/' + Array.from(new TextEncoder().encode(beginning), (b) => b.toString(16).padStart(2, '0')).join('') + '.json');
  async function entry(term) {
    const beginning = shardOf(term);
    const terms = beginning === null ? {} : await shard(beginning);
    return Object.prototype.hasOwnProperty.call(terms, term) ? terms[term] : null;
  }
  async function beginningWith(prefix) {
    const near = index.shards.filter((name) => name.startsWith(prefix)).slice(0, 12);
    const own = shardOf(prefix);
    if (own !== null && !near.includes(own)) { near.push(own); }
    const all = await Promise.all(near.map(shard));
    return all.flatMap((terms) => Object.keys(terms).filter((term) => term.startsWith(prefix) && !/[ :]/.test(term))).slice(0, 200);
  }

  // Adds a term's occurrences to those of a group, by talk; an inflection does not count in identifiers.
  function add(group, found, tier, isInflection) {
    if (!found) { return; }
    for (let i = 1; i < found.length; i += 5) {
      const [talk, fields, whole, wordPart, identifierPart] = found.slice(i, i + 5);
      if (group.fields && !(fields & group.fields) || isInflection && whole + wordPart === 0) { continue; }
      const sums = group.talks.get(talk) || { form: 0, typed: 0, whole: 0, part: 0 };
      sums[tier] += whole / 100;
      sums.part += (wordPart + (isInflection ? 0 : identifierPart)) / 100;
      group.talks.set(talk, sums);
    }
  }

  async function lookUp(group) {
    group.talks = new Map();
    group.tiers = new Map();
    if (group.isFilter) { return add(group, await entry(group.exact), 'whole'); }
    if (group.isPrefix) {
      for (const term of await beginningWith(group.whole)) {
        add(group, await entry(term), 'whole');
        group.tiers.set(term, 'whole');
      }
      return undefined;
    }
    const isCompound = group.parts.length > 1;
    const own = await entry(group.whole);
    add(group, own, isCompound ? 'form' : 'typed');
    group.tiers.set(group.whole, isCompound ? 'form' : 'typed');
    if (isCompound) {
      const spelled = group.parts.join(' ');
      const before = new Set(group.talks.keys());
      const other = { talks: new Map(), fields: group.fields };
      add(other, await entry(spelled), 'whole');
      for (const [talk, sums] of other.talks) { if (!before.has(talk)) { group.talks.set(talk, sums); } }
      group.tiers.set(spelled, 'whole');
      if (!group.talks.size) { return 'parts'; }
    }
    if (!group.isExact && !isCompound) { await inflections(group, own); }
    return undefined;
  }

  async function inflections(group, own) {
    const { whole: word } = group;
    const families = new Set(own ? own[0] : []);
    if (!own) {
      for (let cut = 0; cut < 5 && !families.size && word.length - cut > 2; cut++) {
        const root = word.slice(0, word.length - cut);
        for (const term of [root, root + 'e', root.replace(/iz/g, 'is'), root.replace(/is/g, 'iz')]) {
          const found = await entry(term);
          if (found) { [term, ...found[0]].forEach((other) => families.add(other)); }
        }
      }
      if (!families.size && word.length > 2) { (await beginningWith(word)).forEach((term) => families.add(term)); }
      if (families.size) { group.near = true; }
    }
    for (const other of families) {
      if (other === word) { continue; }
      add(group, await entry(other), 'whole', true);
      group.tiers.set(other, 'inflection');
    }
  }

  // Ranking: BM25F, with the constants of the server.

  const saturated = (frequency) => frequency * (index.k1 + 1) / (index.k1 + frequency);
  function evidence({ form, typed, whole, part }) {
    const words = saturated(whole + typed + form);
    return words + index.typedShare * saturated(typed) + index.formBoost * saturated(form)
      + index.partWeight * saturated(part) * (1 - words / (index.k1 + 1));
  }
  const rarity = (count) => Math.log(1 + (index.talks - count + 0.5) / (count + 0.5));

  // Which words of a text belong to which group.
  function matches(text, groups, fields) {
    const words = wordsOf(text);
    const found = [];
    words.forEach((word, position) => {
      groups.forEach((group, number) => {
        if (group.fields && !(group.fields & fields)) { return; }
        const own = group.tiers.get(word.whole) || group.tiers.get(word.parts.join(' '));
        const isPart = word.parts.some((part) => group.tiers.has(part) && (word.isProse || group.tiers.get(part) !== 'inflection'));
        const tier = own === 'inflection' ? 'whole' : own || (isPart ? 'part' : null);
        if (tier) { found.push({ number, tier, position, word }); }
      });
    });
    return { words, found };
  }

  function nearness(found, groups, normalization) {
    let worth = 0;
    for (let number = 0; number + 1 < groups.length; number++) {
      let sum = 0;
      for (const a of found) {
        if (a.number !== number) { continue; }
        for (const b of found) {
          const distance = Math.abs(a.position - b.position);
          if (b.number === number + 1 && distance <= index.nearnessWindow) { sum += 1 / Math.max(1, distance) ** 2; }
        }
      }
      worth += index.nearnessShare * Math.min(groups[number].rarity, groups[number + 1].rarity) * saturated(sum / normalization);
    }
    return worth;
  }

  // Words in a row, endings folded; two of them may be one identifier: "pin init" in `pin-init`.
  const hasPhrase = (words, phrase) => words.some((word, start) =>
    phrase.every((group, i) => words[start + i] && group.tiers.has(words[start + i].whole))
    || word.parts.length === phrase.length && phrase.every((group, i) => group.tiers.has(word.parts[i])));

  // Reads a talk's texts: its best slides, and what words near each other are worth.
  function lookCloser(talk, groups, phrases) {
    const slideField = index.fields.find((field) => field[0] === 'slides');
    const share = slideField[2] * index.sectionLengthShare;
    const texts = [[talk.title, 1], [talk.speakers.map((speaker) => speaker[0]).join('\n'), 2], [talk.text, 8]];
    const looked = texts.map(([text, bit]) => ({ bit, ...matches(text, groups, bit) }));
    let near = 0;
    for (const { bit, words, found } of looked) {
      const field = index.fields[Math.log2(bit)];
      near += nearness(found, groups, (1 - field[2] + field[2] * words.length / field[3]) / field[1]);
    }
    const slides = talk.slides.map((slide, i) => {
      const { words, found } = matches(slide[4], groups, 16);
      const normalization = 1 - share + share * words.length / index.meanSlideLength;
      const sums = new Map();
      for (const { number, tier } of found) {
        const sum = sums.get(number) || { form: 0, typed: 0, whole: 0, part: 0 };
        sum[tier] += 1 / normalization;
        sums.set(number, sum);
      }
      const close = nearness(found, groups, normalization);
      near += close;
      let score = close;
      for (const [number, sum] of sums) { score += groups[number].rarity * evidence(sum); }
      return { slide, number: i + 1, words, found, count: sums.size, score };
    });
    const best = slides.filter((slide) => slide.count).sort((a, b) => b.count - a.count || b.score - a.score || a.number - b.number);
    const holds = phrases.every(({ phrase, fields }) => looked.some((part) => (!fields || fields & part.bit) && hasPhrase(part.words, phrase))
      || (!fields || fields & 16) && slides.some((slide) => hasPhrase(slide.words, phrase)));
    return { talk, best, looked, holds, more: near + index.bestSectionShare * (best[0] ? best[0].score : 0) };
  }

  async function search({ wanted, unwanted, filters }, newest) {
    if (!index) {
      index = await load('index.json');
      index.shardSet = new Set(index.shards);
    }
    let groups = [];
    // One or the other: both are one group.
    const join = (group, other) => {
      for (const [talk, sums] of other.talks) {
        const own = group.talks.get(talk) || { form: 0, typed: 0, whole: 0, part: 0 };
        group.talks.set(talk, { form: own.form + sums.form, typed: own.typed + sums.typed, whole: own.whole + sums.whole, part: own.part + sums.part });
      }
      other.tiers.forEach((tier, term) => group.tiers.set(term, tier));
    };
    for (const group of wanted.filter((one) => !one.phrase)) {
      const isApart = await lookUp(group) === 'parts';
      if (group.isOr && groups.length && !group.isFilter) {
        join(groups[groups.length - 1], group);
      } else if (isApart) {
        for (const part of group.parts) {
          const other = { ...group, whole: part, parts: [] };
          await lookUp(other);
          groups.push(other);
        }
      } else { groups.push(group); }
    }
    const sieves = groups.filter((group) => group.isFilter).map((group) => group.talks);
    groups = groups.filter((group) => !group.isFilter);
    const kinds = new Map();
    for (const filter of filters) {
      const group = { exact: filter, isFilter: true };
      await lookUp(group);
      const kind = filter.split(':')[0];
      kinds.set(kind, new Map([...(kinds.get(kind) || []), ...group.talks]));
    }
    sieves.push(...kinds.values());
    const barred = new Set();
    for (const group of unwanted.filter((one) => !one.phrase)) {
      await lookUp(group);
      for (const talk of group.talks.keys()) { barred.add(talk); }
    }
    const isAllowed = (talk) => !barred.has(talk) && sieves.every((sieve) => sieve.has(talk));
    groups.forEach((group) => { group.rarity = rarity(group.talks.size); });
    let isAny = false;
    let talks = [...Array(index.talks).keys()].filter((talk) => isAllowed(talk) && groups.every((group) => group.talks.has(talk)));
    if (!talks.length && groups.length > 1) {
      isAny = true;
      talks = [...new Set(groups.flatMap((group) => [...group.talks.keys()]))].filter(isAllowed);
    }
    const phrases = isAny ? [] : wanted.filter((one) => one.phrase);
    const ranked = talks.map((talk) => ({
      talk, score: groups.reduce((sum, group) => sum + (group.talks.has(talk) ? group.rarity * evidence(group.talks.get(talk)) : 0), 0),
    })).sort((a, b) => newest ? a.talk - b.talk : b.score - a.score || a.talk - b.talk);
    return closer(ranked, groups, phrases, newest, isAny);
  }

  // The best are looked at closely, and put in order anew.
  async function closer(ranked, groups, phrases, newest, isAny) {
    const count = Math.min(ranked.length, phrases.length ? DEEPEST : newest || groups.length === 0 ? 0 : CLOSE);
    const top = await Promise.all(ranked.slice(0, count).map(async (hit) => {
      hit.look = lookCloser(await load(`talks/${hit.talk}.json`), groups, phrases);
      hit.score += hit.look.more;
      return hit;
    }));
    if (!newest) { top.sort((a, b) => b.score - a.score || a.talk - b.talk); }
    const isCut = phrases.length > 0 && ranked.length > count;
    const rest = phrases.length ? [] : ranked.slice(count);
    return { hits: [...top.filter((hit) => hit.look.holds), ...rest], groups, phrases, isAny, isCut };
  }

  // The page

  function write(element, text, found, isWhole) {
    const marks = found.map(({ word }) => word).filter((word, i, all) => all.indexOf(word) === i);
    let [start, end] = [0, text.length];
    if (!isWhole && text.length > LENGTH) {
      // Where most marks are within reach.
      const reach = (mark) => marks.filter((other) => other.at >= mark.at && other.end < mark.at + LENGTH - 40).length;
      const first = marks.length ? marks.reduce((best, mark) => reach(mark) > reach(best) ? mark : best).at : 0;
      start = Math.max(0, Math.min(text.lastIndexOf(' ', Math.max(0, first - 40)) + 1, text.length - LENGTH));
      end = text.indexOf(' ', start + LENGTH);
      if (end < 0) { end = text.length; }
    }
    element.textContent = '';
    if (start > 0) { element.append('… '); }
    let at = start;
    for (const word of marks) {
      if (word.at < at || word.end > end) { continue; }
      const mark = document.createElement('mark');
      mark.textContent = text.slice(word.at, word.end);
      element.append(text.slice(at, word.at), mark);
      at = word.end;
    }
    element.append(text.slice(at, end) + (end < text.length ? ' …' : ''));
  }

  function result({ talk, best, looked }, groups) {
    const item = $('result', document).content.cloneNode(true);
    const title = $('title', item);
    title.href = talk.href;
    write(title, talk.title, looked[0].found, true);
    const names = $('speakers', item);
    talk.speakers.forEach(([name, href], i) => {
      const link = document.createElement('a');
      link.href = href;
      write(link, name, matches(name, groups, 2).found, true);
      names.append(...(i ? [', ', link] : [link]));
    });
    show($('dot', item), talk.speakers.length > 0);
    [$('edition', item).textContent, $('edition', item).href] = talk.edition;
    const snippet = $('snippet', item);
    if (looked[2].found.length || !best.length) { write(snippet, talk.text, looked[2].found); } else { snippet.remove(); }
    if (!talk.sample) { $('sample', item).remove(); }
    const hits = $('hits', item);
    for (const { slide: [href, src, width, height, text], number, found } of best.slice(0, SLIDES)) {
      const hit = $('hit', document).content.cloneNode(true);
      hit.querySelector('a').href = href;
      Object.assign(hit.querySelector('img'), { src, width, height });
      $('number', hit).textContent = number;
      write($('text', hit), text, found);
      hits.append(hit);
    }
    if (!best.length) { hits.remove(); }
    const more = $('more', item);
    const left = best.length - SLIDES;
    if (left > 0) {
      more.firstElementChild.href = talk.href + '#slides';
      more.firstElementChild.textContent = left === 1 ? '1 more slide matches' : `${left} more slides match`;
    } else { more.remove(); }
    return item;
  }

  const address = (parameters, changes) => {
    const other = new URLSearchParams(parameters);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) { other.delete(name); } else { other.set(name, value); }
    }
    return '?' + other;
  };

  function choices(parameters, found) {
    const newest = parameters.get('sort') === 'newest';
    show($('bar'), found.hits.length > 1);
    for (const link of document.querySelectorAll('[data-sort]')) {
      const isOn = (link.dataset.sort === 'newest') === newest;
      link.href = address(parameters, { sort: link.dataset.sort === 'newest' ? 'newest' : null, page: null });
      if (isOn) { link.setAttribute('aria-current', 'true'); }
    }
    const chips = $('chips');
    for (const kind of ['edition', 'speaker', 'tag']) {
      for (const value of parameters.getAll(kind)) {
        const chip = $('chip').content.cloneNode(true);
        const rest = new URLSearchParams(parameters);
        rest.delete(kind);
        parameters.getAll(kind).filter((other) => other !== value).forEach((other) => rest.append(kind, other));
        rest.delete('page');
        chip.querySelector('a').href = '?' + rest;
        $('kind', chip).textContent = kind;
        $('value', chip).textContent = value;
        chips.append(chip);
      }
    }
    show(chips, chips.children.length > 0);
  }

  function pages(parameters, page, last) {
    const nav = $('pages');
    show(nav, last > 1);
    const link = (name, number) => {
      show($(name), number >= 1 && number <= last);
      $(name).href = address(parameters, { page: number });
    };
    link('previous', page - 1);
    link('next', page + 1);
    for (let number = Math.max(1, page - 3); number <= Math.min(last, page + 3); number++) {
      const item = document.createElement('li');
      const other = document.createElement('a');
      other.href = address(parameters, { page: number });
      other.textContent = number;
      if (number === page) { other.setAttribute('aria-current', 'page'); }
      item.append(other);
      nav.querySelector('ol').append(item);
    }
  }

  async function run() {
    const parameters = new URLSearchParams(location.search);
    const asked = parse(parameters);
    document.querySelector('input[name="q"]').value = asked.query;
    if (!asked.wanted.length && !asked.unwanted.length && !asked.filters.length) { return; }
    if (asked.query) { document.title = `${asked.query} · ${document.title}`; }
    show($('browse'), false);
    $('count').textContent = 'Searching…';
    const found = await search(asked, parameters.get('sort') === 'newest');
    const last = Math.ceil(found.hits.length / PAGE);
    const page = Math.min(Math.max(1, parseInt(parameters.get('page'), 10) || 1), Math.max(1, last));
    const shown = found.hits.slice((page - 1) * PAGE, page * PAGE);
    for (const hit of shown) {
      hit.look = hit.look || lookCloser(await load(`talks/${hit.talk}.json`), found.groups, []);
    }
    const results = $('results');
    results.start = (page - 1) * PAGE + 1;
    results.replaceChildren(...shown.map((hit) => result(hit.look, found.groups)));
    const talks = found.hits.length === 1 ? '1 talk' : `${found.hits.length} talks`;
    $('count').textContent = !shown.length ? 'Nothing found' : last > 1 ? `${results.start} to ${results.start + shown.length - 1} of ${talks}` : talks;
    const notes = [];
    if (found.isAny && shown.length) { notes.push(`No talk has all of your words; ${found.hits.length === 1 ? 'this has' : 'these have'} some of them.`); }
    for (const group of found.groups) {
      if (group.near) { notes.push(`“${group.typed}” stands nowhere; searched instead: ${[...group.tiers.keys()].slice(1, 6).join(', ')}.`); }
    }
    if (found.isCut) { notes.push(`Only the ${DEEPEST} best talks were looked into for the words in quotes; more words narrow the search.`); }
    $('note').textContent = notes.join(' ');
    show($('note'), notes.length > 0);
    show($('nothing'), !shown.length);
    show($('browse'), !shown.length);
    choices(parameters, found);
    pages(parameters, page, last);
  }

  run().catch(() => {
    $('count').textContent = location.protocol === 'file:'
      ? 'Browsers do not let a page from a disk read the search’s files. Put the folder on a web server; the lists below work here, too.'
      : 'The search’s files could not be loaded. Try again in a moment; the lists below work in any case.';
  });
})();
