namespace SyncAdmin.App.FirstSteps;

/// <summary>What can be typed after the program's name. A word that is no command is a mistake, not a reason to start a server.</summary>
internal static class CommandLine
{
    private const string Usage = $"""
        SyncAdmin keeps vector collections in step with databases.

          dotnet run --project SyncAdmin.App                  starts it at {Hosting.HostingExtensions.DefaultUrl}, with its data in ./data
          {SignInLinkCommand.Usage}  prints a new one-time sign-in link for it

        Settings follow as --Key value, or come from environment variables (Key__Part for Key:Part), for example:

          --urls http://localhost:5081      another address
          --DataDirectory /srv/syncadmin    another data directory

        """;

    /// <summary>Answers a call for help or a word that is no command, and returns the exit code; null: there is something to run.</summary>
    internal static async Task<int?> AnswerAsync(string[] args)
    {
        switch (args)
        {
            case ["--help" or "-h" or "-?" or "help", ..]:
                await Console.Out.WriteAsync(Usage);
                return 0;
            case [SignInLinkCommand.Name, ..] or []:
                return null;
            case [var first, ..] when first is not ['-' or '/', ..] && !first.Contains('=', StringComparison.Ordinal):
                await Console.Error.WriteLineAsync($"SyncAdmin has no command \"{first}\".\n");
                await Console.Error.WriteAsync(Usage);
                return 1;
            default:
                return null;
        }
    }
}
