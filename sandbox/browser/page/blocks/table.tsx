import { Fragment } from 'react';
import type { RichTextInline, Table, TableCell } from '../../../slack/block-kit/types.ts';
import { Moment } from './drawn.tsx';

/** A table, whose first row is its head if it is in bold. The library's own has no head for screen readers. */
export function TableBlock({ rows: all, column_settings: columns = [] }: Table) {
  const [first = []] = all;
  const [head, rows] = first.every(isBold) ? [first, all.slice(1)] : [undefined, all];
  const look = (column: number) => {
    const { align = 'left', is_wrapped: isWrapped = false } = columns[column] ?? {};
    return { textAlign: align, whiteSpace: isWrapped ? 'normal' : 'nowrap' } as const;
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is too wide is scrolled by keys too
    <section className="table-scroll" aria-label="Table" tabIndex={0}>
      <table className="table">
        {head !== undefined && (
          <thead>
            <tr>
              {head.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells have no names, and columns stay
                <th key={column} scope="col" style={look(column)}>
                  <Cell cell={cell} />
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no names
            <tr key={at}>
              {row.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <td key={column} style={look(column)}>
                  <Cell cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Slack has no other sign of a head. */
function isBold(cell: TableCell): boolean {
  if (cell.type === 'raw_text') return false;
  return cell.elements
    .flatMap(({ elements }) => elements)
    .every((element) => element.type === 'text' && element.style?.bold === true);
}

function Cell({ cell }: { cell: TableCell }) {
  if (cell.type === 'raw_text') return cell.text;
  return cell.elements
    .flatMap(({ elements }) => elements)
    .map((element, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one line
      <Fragment key={at}>
        <Piece element={element} />
      </Fragment>
    ));
}

function Piece({ element }: { element: RichTextInline }) {
  if (element.type === 'text')
    return element.style?.bold === true ? <strong>{element.text}</strong> : element.text;
  return <Moment seconds={element.timestamp} format={element.format} />;
}
