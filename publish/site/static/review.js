// Keys for the review desk. Every one of them presses a button that is on the page, so forms work without it.
"use strict";
(function () {
  const cards = Array.from(document.querySelectorAll(".said"));
  let now = Math.max(0, cards.findIndex((card) => card.classList.contains("at")));
  function go(number) {
    if (!cards.length) return;
    now = Math.min(Math.max(number, 0), cards.length - 1);
    cards.forEach((card, index) => card.classList.toggle("at", index === now));
    document.querySelectorAll(".mark.now").forEach((mark) => mark.classList.remove("now"));
    const mark = document.getElementById(cards[now].dataset.anchor);
    if (mark) { mark.classList.add("now"); mark.scrollIntoView({ block: "center" }); }
    cards[now].scrollIntoView({ block: "nearest" });
  }
  function press(key) {
    const button = cards[now] && cards[now].querySelector(`[data-key="${key}"]`);
    if (button) button.click();
  }
  // The place of what is selected in the text, in code points, as offsets are counted.
  function selected() {
    const text = document.getElementById("text"), selection = window.getSelection();
    if (!text || selection.isCollapsed || !text.contains(selection.anchorNode)) return null;
    const range = selection.getRangeAt(0), before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(range.startContainer, range.startOffset);
    return { quote: range.toString(), start: Array.from(before.toString()).length, length: Array.from(range.toString()).length };
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    if (event.key === "j") go(now + 1);
    else if (event.key === "k") go(now - 1);
    else if ("aru".includes(event.key)) press(event.key);
    else if (event.key === "e") {
      const details = cards[now] && cards[now].querySelector("details");
      if (details) { details.open = true; details.querySelector("select").focus(); event.preventDefault(); }
    } else if (event.key === "n") {
      const form = document.querySelector("#add form"), found = selected();
      if (found) { form.quote.value = found.quote; form.span.value = `${found.start}-${found.start + found.length}`; }
      form.kind.focus();
      event.preventDefault();
    }
  });
  go(now);
})();
