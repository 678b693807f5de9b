import { Page } from '../../ui/Page.tsx';

export function ImportScreen(props: { readonly importId: number; readonly step: string | undefined }) {
  return <Page title={`Importar ${props.importId} ${props.step}`}>…</Page>;
}
