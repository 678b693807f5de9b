/** The mark: a pouch with its flap closed. */
export function Mark(props: { readonly size: number }) {
  return (
    <svg width={props.size} height={props.size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="var(--accent)" />
      <path
        d="M8.5 11.5h15a1 1 0 0 1 1 1.1l-.9 9.6a2.5 2.5 0 0 1-2.5 2.3H10.9a2.5 2.5 0 0 1-2.5-2.3l-.9-9.6a1 1 0 0 1 1-1.1Z"
        fill="#fff"
        fillOpacity="0.28"
      />
      <path
        d="M7.5 11.8a1.3 1.3 0 0 1 1.3-1.3h14.4a1.3 1.3 0 0 1 1.3 1.3v.9c0 .5-.3 1-.7 1.2l-6.1 3.5a3.4 3.4 0 0 1-3.4 0l-6.1-3.5a1.400 1.400 0 0 1-.7-1.2v-.9Z"
        fill="#fff"
      />
      <path d="M12.500 10.500V9a3.500 3.500 0 0 1 7 0v1.500" fill="none" stroke="#fff" strokeWidth="2" />
      <circle cx="16" cy="18.600" r="1.900" fill="#fff" />
    </svg>
  );
}
