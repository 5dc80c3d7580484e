import { useWorkspace } from '../workspace/context.ts';

/** The head of what stands on the right, with the button that closes it. */
export function PanelHead({ title, detail }: { title: string; detail: string }) {
  const { place, go } = useWorkspace();
  const close = () => {
    const { thread: _thread, ...rest } = place;
    go({ ...rest, trtc: false });
  };
  return (
    <header className="head">
      <h2>{title}</h2>
      <span className="quiet">{detail}</span>
      <button type="button" className="icon-button" aria-label={`Close ${title}`} onClick={close}>
        <span aria-hidden="true">✕</span>
      </button>
    </header>
  );
}
