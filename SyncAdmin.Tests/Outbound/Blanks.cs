namespace SyncAdmin.Tests.Outbound;

/// <summary>A body of which nobody can tell beforehand how long it is: so many blanks, and then what comes last.</summary>
internal sealed class Blanks(long blanks, params byte[] last) : Stream
{
    /// <summary>Bytes that were read of it.</summary>
    internal long Given { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => Given; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var blank = (int)Math.Min(buffer.Length, Math.Max(0, blanks - Given));
        buffer[..blank].Fill((byte)' ');
        var behind = blank > 0 ? [] : last.AsSpan((int)(Given - blanks));
        var more = Math.Min(behind.Length, buffer.Length);
        behind[..more].CopyTo(buffer);
        Given += blank + more;
        return blank + more;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
