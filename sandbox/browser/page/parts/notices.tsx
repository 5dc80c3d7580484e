import { useWorkspace } from '../workspace/context.ts';

/** What went wrong, until it is dismissed. */
export function Notices() {
  const { notices, dismiss } = useWorkspace();
  return (
    <div role="alert" className="notices">
      {notices.map(({ id, text }) => (
        <p key={id} className="notice">
          <span aria-hidden="true">⚠ </span>
          <span className="notice-text">{text}</span>
          <button type="button" className="icon-button" aria-label="Dismiss" onClick={() => dismiss(id)}>
            <span aria-hidden="true">✕</span>
          </button>
        </p>
      ))}
    </div>
  );
}
