// The address may name a place already.
light();
