// A button beside each address that copies it. Without this script the address can be selected by a click instead.
"use strict";
(function () {
  const words = document.currentScript.dataset;
  const status = document.createElement("span"); // read out by screen readers when it changes
  status.setAttribute("role", "status");
  status.className = "hidden";
  document.body.append(status);

  function select(code) {
    const range = document.createRange();
    range.selectNodeContents(code);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }
  // Browsers give the clipboard to pages sent by TLS or from this machine; to others, what is selected can be copied.
  async function copy(code) {
    if (navigator.clipboard) return navigator.clipboard.writeText(code.textContent);
    select(code);
    if (!document.execCommand("copy")) throw new Error("copying is not allowed");
  }
  document.querySelectorAll(".iri code").forEach((code, number) => {
    if (!/^https?:/.test(code.textContent)) return;
    const button = document.createElement("button");
    code.id = code.id || "address-" + number;
    button.type = "button";
    button.className = "copy";
    button.textContent = words.copy;
    button.setAttribute("aria-describedby", code.id);
    button.addEventListener("click", async () => {
      try {
        await copy(code);
        button.textContent = status.textContent = words.copied;
      } catch {
        select(code);
        status.textContent = words.select;
      }
      setTimeout(() => { button.textContent = words.copy; status.textContent = ""; }, 3000);
    });
    (code.closest("a") || code).after(" ", button);
  });
})();
