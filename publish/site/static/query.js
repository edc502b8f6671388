// The editor around the plain form: highlighting, completion from our own words, and runs with Ctrl-Enter.
// Without it the form works all the same.
"use strict";
(function () {
  const area = document.getElementById("query");
  const data = document.getElementById("terms");
  if (!area || !data || typeof Yasqe === "undefined") return;
  const words = JSON.parse(data.textContent);
  const prefixes = words.prefixes || {};
  const terms = words.terms || [];

  function run() {
    area.value = editor.getValue();
    if (area.form.requestSubmit) area.form.requestSubmit(); else area.form.submit();
  }
  // What is typed so far, and where: a prefixed name, or the beginning of one.
  function typed(editor) {
    const token = editor.getCompleteToken();
    return token.string && !/^[?$<"']/.test(token.string) ? token : null;
  }
  // Names in both languages lead to a term too: typing "issued" or 措施 finds it.
  function fits(term, text) {
    if (term.short.toLowerCase().includes(text)) return true;
    return Object.values(term.names || {}).some((name) => name.toLowerCase().includes(text));
  }
  const completer = {
    name: "policygraph",
    bulk: false,
    autoShow: false,
    isValidCompletionPosition: (editor) => typed(editor) !== null,
    get: (editor, token) => {
      const text = (token && token.string ? token.string : "").trim().toLowerCase();
      return terms.filter((term) => !text || fits(term, text)).slice(0, 50).map((term) => term.short);
    },
  };
  Yasqe.registerAutocompleter(completer, false);
  Yasqe.defaults.autocompleters = ["policygraph", "variables"]; // the others would ask servers elsewhere
  const place = document.createElement("div");
  area.before(place);
  const editor = new Yasqe(place, {
    value: area.value,
    persistenceId: null,
    createShareableLink: null,
    showQueryButton: false,
    pluginButtons: () => null,
    resizeable: true,
    editorHeight: "20rem",
  });
  editor.setOption("extraKeys", Object.assign({}, editor.getOption("extraKeys"), {
    "Ctrl-Enter": run, "Cmd-Enter": run, "Ctrl-S": () => {},
    Tab: false, "Shift-Tab": false, // the keyboard can leave
  }));
  // A name whose prefix we know brings its prefix along, once it stands there whole.
  editor.on("change", () => {
    const token = editor.getTokenAt(editor.getDoc().getCursor());
    const found = /^([A-Za-z][\w-]*):[\w-]+$/.exec(token.string);
    if (found && prefixes[found[1]] && !(found[1] in editor.getPrefixesFromQuery())) {
      editor.addPrefixes({ [found[1]]: prefixes[found[1]] });
    }
  });
  const field = editor.getInputField();
  field.setAttribute("aria-label", document.querySelector("label[for=query]").textContent);
  area.hidden = true;
  area.form.addEventListener("submit", () => { area.value = editor.getValue(); });
  editor.refresh();
})();
