"""Line ends and blanks: all that Unicode has, since texts from the web hold them all."""

BREAK = r"(?>\r\n|[\n\r\f\x85\u2028\u2029])"
# Where a line begins and ends, and what is in it, for whichever line ends and behind a byte order mark.
LINE_START = r"(?:(?<=[\n\r\f\x85\u2028\u2029\ufeff])|\A)"
LINE_END = r"(?=[\n\r\f\x85\u2028\u2029]|\Z)"
IN_LINE = r"[^\n\r\f\x85\u2028\u2029]"
BLANK = (  # white space, byte order marks and spaces of no width
    " \t\n\r\f\x0b\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
