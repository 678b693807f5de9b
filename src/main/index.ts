import './hosts/electron/main.ts';
