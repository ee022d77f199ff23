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
