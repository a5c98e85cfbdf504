namespace SyncAdmin.Core.Records;

/// <summary>
/// Gathers the text that is embedded and brings it into one form: blanks of all kinds become single ones, none at the ends; control
/// characters are left out, half surrogate pairs become U+FFFD; Unicode NFC; cut at a limit, never inside a character. Reused; not for concurrent use.
/// </summary>
internal sealed class EmbeddedText
{
    private char[] _buffer = new char[1024];
    private int _length;
    private bool _blank;
    private bool _ascii = true;

    internal void Clear() => (_length, _blank, _ascii) = (0, false, true);

    internal void Append(ReadOnlySpan<char> text)
    {
        if (_buffer.Length - _length < text.Length + 1)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + text.Length + 1));
        }

        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is > ' ' and < '\x7f')
            {
                Put(c);
            }
            else if (char.IsWhiteSpace(c))
            {
                _blank = _length > 0;
            }
            else if (!char.IsControl(c))
            {
                _ascii = false;
                if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                {
                    Put(c);
                    Put(text[++i]);
                }
                else
                {
                    Put(char.IsSurrogate(c) ? '\uFFFD' : c);
                }
            }
        }
    }

    /// <summary>What was appended since <see cref="Clear"/>; valid until the next of it.</summary>
    internal ReadOnlySpan<char> ToText(int limit, out bool wasCut)
    {
        // Normalising megabytes only to cut them would be waste: four times the limit is more than NFC can shrink to the limit.
        var kept = (int)Math.Min(_length, limit * 4L);
        var raw = Whole(_buffer, kept);
        raw = _ascii || raw.IsNormalized() ? raw : raw.ToString().Normalize();
        wasCut = raw.Length > limit || kept < _length;
        return wasCut ? Whole(raw, Math.Min(limit, raw.Length)).TrimEnd(' ') : raw;
    }

    private void Put(char c)
    {
        if (_blank)
        {
            Grow();
            _buffer[_length++] = ' ';
            _blank = false;
        }

        Grow();
        _buffer[_length++] = c;
    }

    private void Grow()
    {
        if (_length == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
    }

    /// <summary>The start of a text, at most this long, that does not end in half a character.</summary>
    private static ReadOnlySpan<char> Whole(ReadOnlySpan<char> text, int length) =>
        length > 0 && char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)] : text[..length];
}
