using Microsoft.Data.Sqlite;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary>What the operating system and SQLite say of a disk, as entries of the catalogue.</summary>
internal static class DiskProblems
{
    private const int SqliteIoError = 10;
    private const int SqliteCorrupt = 11;
    private const int SqliteFull = 13;
    private const int SqliteCannotOpen = 14;
    private const int SqliteNotADatabase = 26;
    private const long NoRoom = 256 * 1024;

    /// <summary>The problem behind an exception of a file in <paramref name="directory"/>; null when the disk is not to blame.</summary>
    internal static Problem? From(Exception exception, string directory, string file) => exception switch
    {
        IOException io when IsFull(io, directory) => Full(directory),
        SqliteException sqlite when IsFull(sqlite, directory) => Full(directory),
        SqliteException { SqliteErrorCode: SqliteCorrupt or SqliteNotADatabase } corrupt =>
            new Problem(ErrorCatalog.VectorIndexDamaged, $"'{file}' in the vector directory '{directory}' is not a sound SQLite file: {corrupt.Message}"),
        SqliteException { SqliteErrorCode: SqliteIoError or SqliteCannotOpen } io =>
            new Problem(ErrorCatalog.VectorDiskFailed, $"'{file}' in the vector directory '{directory}' can't be read or written: {io.Message}"),
        IOException or UnauthorizedAccessException =>
            new Problem(ErrorCatalog.VectorDiskFailed, $"The vector directory '{directory}' can't be read or written: {exception.Message}"),
        _ => null,
    };

    private static bool IsFull(IOException exception, string directory) =>
        FullDisk.IsBehind(exception) || (exception is not FileNotFoundException and not DirectoryNotFoundException && HasNoRoom(directory));

    // SQLite calls a log index that can't grow an I/O error.
    private static bool IsFull(SqliteException exception, string directory) =>
        exception.SqliteErrorCode == SqliteFull || (exception.SqliteErrorCode is SqliteIoError or SqliteCannotOpen && HasNoRoom(directory));

    private static bool HasNoRoom(string directory)
    {
        try
        {
            return new DriveInfo(directory).AvailableFreeSpace < NoRoom;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static Problem Full(string directory) => new(ErrorCatalog.VectorDiskFull, $"There is no room left on the disk of the vector directory '{directory}'.");
}
