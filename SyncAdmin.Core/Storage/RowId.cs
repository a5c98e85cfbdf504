namespace SyncAdmin.Core.Storage;

/// <summary>
/// Ids of rows that are shown or worked off in the order in which they were made. A UUIDv7 says the millisecond and is random beyond: of two rows of one millisecond either may come
/// first. Here a count follows the time, so that within one process the later row has the greater id.
/// </summary>
internal static class RowId
{
    private static int _count;

    /// <param name="now">Of the row; to the millisecond.</param>
    internal static Guid New(DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(now).TryWriteBytes(bytes, bigEndian: true, out _);

        // RFC 9562, 6.2, method 1: 26 bits of count in rand_a and the beginning of rand_b, around version and variant; 48 random bits are left.
        var count = (uint)Interlocked.Increment(ref _count);
        bytes[6] = (byte)(0x70 | ((count >> 22) & 0x0F));
        bytes[7] = (byte)(count >> 14);
        bytes[8] = (byte)(0x80 | ((count >> 8) & 0x3F));
        bytes[9] = (byte)count;
        return new Guid(bytes, bigEndian: true);
    }
}
