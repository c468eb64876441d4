// The letter's own buttons open a draft, as they do in a mail program. Each mark
// of a place to fill in is selected, so that one can write over it.
for (const button of document.querySelectorAll("[data-draft]")) {
  button.addEventListener("click", () => {
    const box = button.closest("form").querySelector("textarea");
    box.value = button.dataset.draft;
    box.focus();
  });
}

// A form that is sent waits for goodword: it says so, and is sent once.
for (const form of document.querySelectorAll("form")) {
  form.addEventListener("submit", () => document.body.classList.add("busy"));
}
window.addEventListener("pageshow", () => document.body.classList.remove("busy"));

for (const open of document.querySelectorAll(".people [aria-current], .list [aria-current]")) {
  open.scrollIntoView({ block: "nearest" });
}
