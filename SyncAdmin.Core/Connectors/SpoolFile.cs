using System.Text;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors;

/// <summary>
/// Rows on disk, written once and read once, in memory for one buffer only. The name is taken out of the directory as soon as the file is open
/// (on Windows the system does it at close), so that not even a killed process leaves one behind.
/// </summary>
internal sealed class SpoolFile : IDisposable
{
    private const int BufferBytes = 128 * 1024;
    private readonly FileStream _file;
    private readonly BinaryWriter _writer;
    private readonly BinaryReader _reader;
    private long _unread;

    internal SpoolFile(string directory, TimeProvider time)
    {
        try
        {
            Directory.CreateDirectory(directory);
            var path = Path.Combine(directory, $"{Guid.CreateVersion7(time.GetUtcNow()):N}.spool");
            _file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.Delete,
                BufferSize = BufferBytes,
                Options = FileOptions.DeleteOnClose,
            });
            if (!OperatingSystem.IsWindows())
            {
                File.Delete(path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failed(exception);
        }

        _writer = new BinaryWriter(_file, Encoding.UTF8, leaveOpen: true);
        _reader = new BinaryReader(_file, Encoding.UTF8, leaveOpen: true);
    }

    /// <summary>Appends a row.</summary>
    internal void Write(object?[] row)
    {
        try
        {
            foreach (var value in row)
            {
                SpoolValue.Write(_writer, value);
            }

            _unread++;
        }
        catch (IOException exception)
        {
            throw Failed(exception);
        }
    }

    /// <summary>Ends writing; reading starts at the first row.</summary>
    internal void Rewind()
    {
        try
        {
            _writer.Flush();
            _file.Flush();
            _file.Position = 0;
        }
        catch (IOException exception)
        {
            throw Failed(exception);
        }
    }

    /// <summary>The next row; null after the last.</summary>
    internal object?[]? Read(int columns)
    {
        if (_unread == 0)
        {
            return null;
        }

        _unread--;
        var row = new object?[columns];
        for (var i = 0; i < columns; i++)
        {
            row[i] = SpoolValue.Read(_reader);
        }

        return row;
    }

    public void Dispose()
    {
        try
        {
            _reader.Dispose();
            _writer.Dispose();
            _file.Dispose();
        }
        catch (IOException)
        {
            // A full disk: what could not be flushed was to be thrown away, and the write that failed has been reported.
        }
    }

    private static ProblemException Failed(Exception exception) =>
        new(new Problem(ErrorCatalog.SourceSpoolFailed, exception.Message), exception);
}
