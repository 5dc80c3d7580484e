import { Blocks } from '../blocks/blocks.tsx';
import { useWorkspace } from '../workspace/context.ts';
import { botName } from '../workspace/names.ts';
import { Notices } from './notices.tsx';
import { useFocusKept } from './use-focus-kept.ts';

/** The Home tab of the app, as this person sees it. */
export function HomeView() {
  const { snapshot, me } = useWorkspace();
  const focusKept = useFocusKept<HTMLElement>();
  const home = snapshot.homes.find(({ user }) => user === me.id);
  return (
    <>
      <header className="head">
        <h1>{botName(snapshot)}</h1>
        <span className="quiet">App Home of {me.name}</span>
      </header>
      <Notices />
      <section
        {...focusKept}
        className="home"
        aria-label="Home"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard
        tabIndex={0}
      >
        {home === undefined ? (
          <p className="empty">The bot has not drawn this tab yet.</p>
        ) : (
          <Blocks blocks={home.view.blocks} where={{ view: home.id }} />
        )}
      </section>
    </>
  );
}
