// Keys on every page, and the next slide's picture fetched ahead. Every page works without this file.
(function () {
  'use strict';

  function isTyping(target) {
    return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;
  }

  function follow(selector) {
    var link = document.querySelector(selector);
    if (!link) { return false; }
    link.click();
    return true;
  }

  var isSlide = document.querySelector('.slide-page') !== null;

  document.addEventListener('keydown', function (event) {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) { return; }
    if (isTyping(event.target)) { return; }

    var done = false;
    if (event.key === '/') {
      var search = document.querySelector('[data-search]');
      if (search) {
        search.focus();
        search.select();
        done = true;
      }
    } else if (isSlide && !event.shiftKey) {
      // A block of code or a strip that has the focus scrolls with these keys; a picture turns.
      var scrolls = event.target instanceof Element && event.target.matches('pre, .strip');
      if (event.key === 'ArrowLeft' && !scrolls) { done = follow('a[rel~="prev"]'); }
      if (event.key === 'ArrowRight' && !scrolls) { done = follow('a[rel~="next"]'); }
      if (event.key === 'ArrowUp' && !scrolls && window.scrollY === 0) { done = follow('a[data-up]'); }
      if (event.key === 'Escape') { done = follow('a[data-up]'); }
    }
    if (done) { event.preventDefault(); }
  });

  // The strip starts where the reader is, without moving the page.
  var strip = document.querySelector('.strip');
  var here = strip && strip.querySelector('[aria-current]');
  if (here) { strip.scrollLeft = here.offsetLeft - strip.offsetLeft - (strip.clientWidth - here.offsetWidth) / 2; }

  var ahead = document.querySelector('[data-prefetch]');
  if (ahead && !(navigator.connection && navigator.connection.saveData)) {
    window.addEventListener('load', function () {
      new Image().src = ahead.getAttribute('data-prefetch');
    });
  }
}());
