using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.App.FirstSteps;

/// <summary>Where people open this process. Kept in the data directory too, for the command that prints a sign-in link beside it.</summary>
internal sealed class ServerAddress(IServer server, DataDirectory directory)
{
    /// <summary>An address that a browser on this machine can open; null when the server listens nowhere.</summary>
    internal string? Current => server.Features.Get<IServerAddressesFeature>()?.Addresses.Select(Openable).FirstOrDefault();

    internal void Publish()
    {
        if (Current is { } url)
        {
            File.WriteAllText(FileIn(directory), url);
        }
    }

    /// <summary>What the process on this data directory last published; null when none ever did.</summary>
    internal static string? PublishedIn(DataDirectory directory) => File.Exists(FileIn(directory)) ? File.ReadAllText(FileIn(directory)).Trim() : null;

    /// <summary>All interfaces are no address to open: the machine's own is.</summary>
    internal static string Openable(string address) => address
        .Replace("://[::]", "://localhost", StringComparison.Ordinal)
        .Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal)
        .Replace("://*", "://localhost", StringComparison.Ordinal)
        .Replace("://+", "://localhost", StringComparison.Ordinal);

    private static string FileIn(DataDirectory directory) => Path.Combine(directory.Root, "address");
}
