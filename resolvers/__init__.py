"""One function per question or act: who may, what is known, what follows, keep it."""
