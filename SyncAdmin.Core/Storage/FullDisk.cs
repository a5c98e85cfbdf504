namespace SyncAdmin.Core.Storage;

/// <summary>What the operating system says when a file can't grow.</summary>
internal static class FullDisk
{
    // ENOSPC and EDQUOT, https://man7.org/linux/man-pages/man3/errno.3.html; ERROR_DISK_FULL on Windows.
    private const int NoSpaceLinux = 28;
    private const int QuotaLinux = 122;
    private const int NoSpaceWindows = unchecked((int)0x80070070);

    /// <summary>Whether there was no room, for everybody or for this user; also behind other exceptions.</summary>
    internal static bool IsBehind(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is IOException && cause.HResult is NoSpaceLinux or QuotaLinux or NoSpaceWindows)
            {
                return true;
            }
        }

        return false;
    }
}
