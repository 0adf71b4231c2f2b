// Only makes what is there easier to find: the page says the same without it.
{
  const tools = document.querySelector(".tools");
  const folds = () => document.querySelectorAll(".list details");
  if (tools) {
    tools.hidden = false;
    for (const button of tools.querySelectorAll("button")) {
      button.addEventListener("click", () => {
        for (const fold of folds()) fold.open = button.name === "expand";
      });
    }
    tools.querySelector("input").addEventListener("input", (event) => {
      const wanted = event.target.value.toLocaleLowerCase().trim();
      for (const item of document.querySelectorAll(".change, .chapter li")) {
        item.classList.toggle("is-other", wanted !== "" && !item.textContent.toLocaleLowerCase().includes(wanted));
      }
    });
  }
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...folds()].filter((fold) => !fold.open);
    if (closed.length < 40) for (const fold of closed) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of closed) fold.open = false;
  });
}
