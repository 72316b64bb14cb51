/* The pages inside the theme. Without it they are read just as well. */
(() => {
  "use strict";
  const all = (selector, act) => document.querySelectorAll(selector).forEach(act);

  // The official sheet is printed by the style sheets of its print view: those of the theme would change its geometry.
  if (document.querySelector(".ndrc .formulaire")) {
    const article = document.querySelector("article.md-typeset");
    const typeset = (on) => article && article.classList.toggle("md-typeset", on);
    addEventListener("beforeprint", () => typeset(false));
    addEventListener("afterprint", () => typeset(true));
  }

  all(".ndrc-imprimer", (button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });

  // What scrolls sideways can be scrolled by the keyboard.
  const reach = () =>
    all(".md-typeset__scrollwrap, .md-typeset pre > code, .formulaire td", (box) => {
      const scrolls = box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflowX !== "visible";
      if (scrolls) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    });
  addEventListener("load", reach);
  addEventListener("resize", reach);
})();
