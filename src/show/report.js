/* The report's script. Everything is readable without it; it adds the passages under a claim, the two filters, and
 * "copy": a passage as a citation. It asks nothing of anywhere. */
(function (d) {
  function all(selector, root) { return [].slice.call((root || d).querySelectorAll(selector)); }
  var filter = d.getElementById('filter'), fr = d.getElementById('fr'), fp = d.getElementById('fp'), said = d.getElementById('said');

  /* ---- filters: what does not hold the chosen report or source is put away ---- */
  function lacks(e, key, value) {
    var a = value && e.getAttribute(key);
    return value && a !== null && (' ' + a + ' ').indexOf(' ' + value + ' ') < 0;
  }
  function off(e) { return e.classList.contains('off'); }
  function shown(selector) {
    var list = all(selector);
    return list.filter(function (e) { return !off(e); }).length + ' of ' + list.length;
  }
  function show() {
    var r = fr.value, p = fp.value;
    all('main [data-r],main [data-p]').forEach(function (e) {
      e.classList.toggle(e.tagName === 'path' ? 'dim' : 'off', !!(lacks(e, 'data-r', r) || lacks(e, 'data-p', p)));
    });
    all('tbody,.deny').forEach(function (e) {
      var rows = all('[data-r]', e).filter(function (x) { return /TR|LI/.test(x.tagName); });
      e.classList.toggle('off', rows.length > 0 && rows.every(off));
    });
    said.textContent = r || p ? 'Showing ' + (r ? 'report ' + r : 'all reports') + (p ? ', ' + fp.options[fp.selectedIndex].text : '') + ': ' +
      shown('.claim,.ones li[id]') + ' claims, ' + shown('.quote') + ' quotes, ' + shown('.conflict:not(.aside)') + ' conflicts. ' : '';
    if (r || p) {
      var b = d.createElement('button');
      b.type = 'button';
      b.textContent = 'Show all';
      b.onclick = function () { fr.value = fp.value = ''; show(); fr.focus(); };
      said.appendChild(b);
    }
  }
  if (filter) { filter.hidden = false; fr.onchange = fp.onchange = show; }

  /* ---- copy: “passage” — outlet or title, date, file, bytes a–b ---- */
  function letter(e) {
    var a = e.querySelector('.rep');
    return a ? a.getAttribute('href').slice(1).replace(/^((s\d+-)?[A-Z]+)-.*$/, '$1') : '';
  }
  function citation(e) {
    var words = e.getAttribute('data-c') || (e.querySelector('q') || e).textContent, text = d.getElementById(letter(e));
    return '“' + words.replace(/^[“"]|[”"]$/g, '') + '” — ' + (text ? text.getAttribute('data-c') : '') + ', bytes ' + e.getAttribute('data-b');
  }
  function plain(text) {
    var t = d.createElement('textarea'), ok;
    t.value = text;
    d.body.appendChild(t);
    t.select();
    try { ok = d.execCommand('copy'); } catch (e) { ok = false; }
    t.remove();
    return ok;
  }
  function copy(button) {
    var text = citation(button.closest('[data-b]'));
    function done(ok) {
      button.textContent = ok ? 'copied' : 'not copied';
      setTimeout(function () { button.textContent = 'copy'; }, 2000);
    }
    if (navigator.clipboard && isSecureContext)
      navigator.clipboard.writeText(text).then(function () { done(true); }, function () { done(plain(text)); button.focus(); });
    else { done(plain(text)); button.focus(); }
  }
  function offer(root) {
    all('[data-b]', root).forEach(function (e) {
      var at = e.querySelector('.after,.all') || (e.className.indexOf('ver') === 0 && e.querySelector('.note')) || e.querySelector('p') || e, b = d.createElement('button'), name = letter(e).replace(/^s\d+-/, '');
      b.type = 'button';
      b.className = 'copy';
      b.textContent = 'copy';
      b.setAttribute('aria-label', 'copy the passage of ' + name + ' as a citation');
      at.appendChild(d.createTextNode(' '));
      at.appendChild(b);
    });
  }
  offer(d);
  d.addEventListener('click', function (ev) { if (ev.target.className === 'copy') copy(ev.target); });

  /* ---- choosing a sign shows the passages under its claim; without script it leads to the passage in the report ---- */
  all('.cell').forEach(function (a) {
    a.setAttribute('aria-expanded', 'false');
    a.addEventListener('click', function (ev) {
      if (ev.metaKey || ev.ctrlKey || ev.shiftKey) return;
      ev.preventDefault();
      var id = a.getAttribute('data-to'), row = d.getElementById(id), old = d.getElementById(id + '-now');
      var was = a.getAttribute('aria-expanded') === 'true';
      all('.cell', row).forEach(function (c) { c.setAttribute('aria-expanded', 'false'); });
      if (old) old.remove();
      if (was) return;
      var box = d.getElementById(id + '-p').cloneNode(true), at = ' ' + (a.parentNode.getAttribute('data-r') || '') + ' ';
      box.id = id + '-now';
      all('[data-r]', box).forEach(function (l) { if (at.indexOf(' ' + l.getAttribute('data-r') + ' ') >= 0) l.className += ' on'; });
      if (row.tagName === 'TR') {
        var t = d.createElement('tr'), c = d.createElement('td');
        c.colSpan = 99;
        c.appendChild(box);
        t.appendChild(c);
        t.className = 'now';
        t.id = box.id;
        box.removeAttribute('id');
        row.parentNode.insertBefore(t, row.nextSibling);
      } else row.lastElementChild.appendChild(box);
      a.setAttribute('aria-expanded', 'true');
    });
  });
})(document);
