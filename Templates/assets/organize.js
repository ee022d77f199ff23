// Uploads with progress. Without this file the same forms are sent by the browser itself.
(function () {
  'use strict';

  function enhance(form) {
    var input = form.querySelector('input[type="file"]');
    var button = form.querySelector('button[type="submit"]');
    var box = form.querySelector('[data-progress]');
    var bar = box && box.querySelector('progress');
    var label = box && box.querySelector('[data-progress-text]');
    if (!input || !button || !box || !bar || !label) { return; }

    function say(text) {
      box.hidden = false;
      label.textContent = text;
    }

    input.addEventListener('change', function () {
      var limit = Number(form.getAttribute('data-limit'));
      var file = input.files[0];
      var tooLarge = Boolean(file && limit && file.size > limit);
      input.setCustomValidity(tooLarge ? 'This file is larger than ' + form.getAttribute('data-limit-text') + '.' : '');
      if (tooLarge) { input.reportValidity(); }
    });

    form.addEventListener('submit', function (event) {
      event.preventDefault();
      var request = new XMLHttpRequest();
      var sent = false;

      request.upload.addEventListener('progress', function (progress) {
        sent = sent || progress.loaded > 0;
        if (!progress.lengthComputable) { return; }
        var percent = Math.floor(100 * progress.loaded / progress.total);
        bar.value = percent;
        say(percent + ' %');
      });
      request.upload.addEventListener('load', function () {
        bar.removeAttribute('value');
        say('Reading the slides');
      });
      request.addEventListener('load', function () { show(request); });
      request.addEventListener('error', function () {
        // Nothing left this machine: the browser may still be able to send the form by itself.
        if (!sent) {
          form.submit();
          return;
        }
        button.disabled = false;
        bar.value = 0;
        say('The connection broke. Look at the talk before sending the file again.');
      });

      request.open('POST', form.action);
      request.setRequestHeader('Accept', 'text/html');
      button.disabled = true;
      bar.value = 0;
      say('0 %');
      request.send(new FormData(form));
    });
  }

  // A redirect is followed to its page; an answer given in place takes the place of this page's content.
  function show(request) {
    var page = new DOMParser().parseFromString(request.responseText, 'text/html');
    var main = page.querySelector('main');
    if (!main) {
      window.location.reload();
      return;
    }
    document.title = page.title;
    document.querySelector('main').replaceWith(document.adoptNode(main));
    window.scrollTo(0, 0);
    document.querySelector('main').focus();
    document.querySelectorAll('main form[data-upload]').forEach(enhance);
  }

  document.querySelectorAll('form[data-upload]').forEach(enhance);
}());

// Several files at once: each is sent by itself, with its own progress, and the page that asks about them follows.
(function () {
  'use strict';

  var form = document.querySelector('form[data-several]');
  if (!form) { return; }
  var input = form.querySelector('input[type="file"]');
  var list = form.querySelector('[data-files]');
  var button = form.querySelector('button[type="submit"]');
  var limit = Number(form.getAttribute('data-limit'));
  var most = Number(form.getAttribute('data-limit-count'));

  function line(file) {
    var item = document.createElement('li');
    var name = document.createElement('bdi');
    var bar = document.createElement('progress');
    var text = document.createElement('span');
    name.textContent = file.name;
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute('aria-label', file.name);
    text.setAttribute('role', 'status');
    item.append(name, bar, text);
    list.append(item);
    return { bar: bar, text: text };
  }

  function send(file, shown, done) {
    if (limit && file.size > limit) {
      shown.text.textContent = 'larger than ' + form.getAttribute('data-limit-text') + ', left out';
      done(false);
      return;
    }
    var data = new FormData();
    data.append('csrf', form.elements.csrf.value);
    data.append('file', file);
    var request = new XMLHttpRequest();
    request.upload.addEventListener('progress', function (progress) {
      if (!progress.lengthComputable) { return; }
      shown.bar.value = Math.floor(100 * progress.loaded / progress.total);
      shown.text.textContent = shown.bar.value + ' %';
    });
    request.addEventListener('load', function () {
      var isTaken = request.status === 200;
      shown.text.textContent = isTaken ? 'there' : reason(request.responseText);
      done(isTaken);
    });
    request.addEventListener('error', function () {
      shown.text.textContent = 'the connection broke';
      done(false);
    });
    request.open('POST', form.action);
    request.setRequestHeader('Accept', 'text/html');
    request.send(data);
  }

  function reason(text) {
    var page = new DOMParser().parseFromString(text, 'text/html');
    var found = page.querySelector('main p');
    return found ? found.textContent : 'not taken';
  }

  function sendAll(files) {
    var waiting = Array.prototype.slice.call(files, 0, most);
    var failed = 0;
    button.disabled = true;
    list.textContent = '';
    (function next() {
      var file = waiting.shift();
      if (!file) {
        button.disabled = false;
        if (!failed) { window.location.assign(form.getAttribute('data-next')); return; }
        var item = document.createElement('li');
        var link = document.createElement('a');
        link.href = form.getAttribute('data-next');
        link.textContent = 'Go on with the files that are there';
        item.append(link);
        list.append(item);
        link.focus();
        return;
      }
      send(file, line(file), function (isTaken) {
        if (!isTaken) { failed += 1; }
        next();
      });
    }());
  }

  form.addEventListener('submit', function (event) {
    event.preventDefault();
    if (input.files.length) { sendAll(input.files); }
  });
  // Anywhere on the page: a file dropped beside the form would otherwise be opened in the place of the page.
  ['dragenter', 'dragover'].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      if (Array.prototype.indexOf.call(event.dataTransfer.types, 'Files') < 0) { return; }
      event.preventDefault();
      form.classList.add('drop-target');
    });
  });
  document.addEventListener('dragleave', function (event) {
    if (!event.relatedTarget) { form.classList.remove('drop-target'); }
  });
  document.addEventListener('drop', function (event) {
    form.classList.remove('drop-target');
    if (!event.dataTransfer.files.length) { return; }
    event.preventDefault();
    if (!button.disabled) { sendAll(event.dataTransfer.files); }
  });
  form.querySelector('[data-drop-hint]').hidden = false;
}());

// What is left of several files goes on by itself.
(function () {
  'use strict';
  var form = document.querySelector('form[data-continue]');
  if (form) { form.submit(); }
}());

// The order of a programme can be dragged. The numbers follow, and the button saves them.
(function () {
  'use strict';

  var form = document.querySelector('form[data-order]');
  var list = document.querySelector('.desk-programme');
  if (!form || !list) { return; }
  var dragged = null;

  function number() {
    list.querySelectorAll('.desk-place input').forEach(function (input, place) { input.value = place + 1; });
    var hint = document.querySelector('[data-order-hint]');
    if (hint) { hint.textContent = 'Not saved yet.'; }
  }

  list.querySelectorAll('.desk-talk').forEach(function (item) {
    item.draggable = true;
    item.addEventListener('dragstart', function (event) {
      dragged = item;
      item.classList.add('dragged');
      event.dataTransfer.effectAllowed = 'move';
      event.dataTransfer.setData('text/plain', item.getAttribute('data-talk'));
    });
    item.addEventListener('dragend', function () {
      item.classList.remove('dragged');
      if (dragged) { number(); }
      dragged = null;
    });
    item.addEventListener('dragover', function (event) {
      if (!dragged || dragged === item) { return; }
      event.preventDefault();
      var box = item.getBoundingClientRect();
      var isBelow = event.clientY > box.top + box.height / 2;
      list.insertBefore(dragged, isBelow ? item.nextSibling : item);
    });
    item.addEventListener('drop', function (event) { if (dragged) { event.preventDefault(); } });
  });
}());

// Markdown as it will look, below its field, while it is written.
(function () {
  'use strict';

  document.querySelectorAll('textarea[data-preview]').forEach(function (area) {
    var button = area.parentNode.querySelector('[data-preview-button]');
    var csrf = area.form && area.form.elements.csrf;
    if (!button || !csrf) { return; }
    var box = null;
    var timer = 0;
    var asked = 0;

    function render() {
      var own = asked += 1;
      var request = new XMLHttpRequest();
      request.addEventListener('load', function () {
        if (own !== asked || request.status !== 200 || !box) { return; }
        var page = new DOMParser().parseFromString(request.responseText, 'text/html');
        var words = box.lastChild;
        words.replaceChildren.apply(words, Array.prototype.slice.call(page.body.childNodes));
        if (!words.firstChild) { words.textContent = 'There is no text yet.'; }
      });
      request.open('POST', area.getAttribute('data-preview'));
      request.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded');
      request.send(new URLSearchParams([['csrf', csrf.value], ['text', area.value]]).toString());
    }

    button.addEventListener('click', function (event) {
      event.preventDefault();
      if (box) {
        box.remove();
        box = null;
        button.textContent = 'Preview';
        return;
      }
      box = document.createElement('section');
      box.className = 'preview';
      box.setAttribute('aria-label', 'Preview');
      var words = document.createElement('div');
      words.className = 'prose';
      words.dir = 'auto';
      box.append(words);
      area.parentNode.append(box);
      button.textContent = 'Close the preview';
      render();
    });
    area.addEventListener('input', function () {
      if (!box) { return; }
      window.clearTimeout(timer);
      timer = window.setTimeout(render, 300);
    });
  });
}());

// A link that is shown once can be copied by a button.
(function () {
  'use strict';
  if (!navigator.clipboard) { return; }
  Array.prototype.forEach.call(document.querySelectorAll('[data-copy]'), function (text) {
    var button = document.createElement('button');
    button.type = 'button';
    button.className = 'button button-small button-quiet';
    button.textContent = 'Copy';
    button.addEventListener('click', function () {
      navigator.clipboard.writeText(text.textContent).then(
        function () { button.textContent = 'Copied'; },
        function () { window.getSelection().selectAllChildren(text); });
    });
    text.parentNode.parentNode.insertBefore(button, text.parentNode.nextSibling);
  });
})();
