using Microsoft.Extensions.Options;
using SyncAdmin.App.Access;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.App.FirstSteps;

/// <summary>The command <c>sign-in-link</c>: prints a new link for the server that runs on the same configuration.</summary>
internal static class SignInLinkCommand
{
    internal const string Name = "sign-in-link";
    internal const string Usage = $"dotnet run --project SyncAdmin.App -- {Name}";

    internal static bool IsAskedFor(string[] args) => args is [Name, ..];

    /// <summary>The command as it works for a server on this data directory.</summary>
    internal static string UsageFor(string? dataDirectory) =>
        string.IsNullOrEmpty(dataDirectory) ? Usage : $"{Usage} --DataDirectory {(dataDirectory.Contains(' ', StringComparison.Ordinal) ? $"\"{dataDirectory}\"" : dataDirectory)}";

    /// <summary>Exit code 0 with the link on standard output, or 1 with the reason on standard error.</summary>
    internal static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args[1..]);
        builder.Logging.ClearProviders();
        builder.Services.AddStorage(builder.Configuration).AddAccess(builder.Configuration);
        await using var services = builder.Services.BuildServiceProvider();
        try
        {
            // The state is the running server's: this process takes no lock and migrates nothing.
            if (Path.GetFullPath(services.GetRequiredService<IOptions<StorageOptions>>().Value.DataDirectory) is var path && !Directory.Exists(path))
            {
                return await RefuseAsync($"There is no data directory {path}: start SyncAdmin first, or give its --DataDirectory.");
            }

            var directory = services.GetRequiredService<DataDirectory>();
            if (ServerAddress.PublishedIn(directory) is not { } address)
            {
                return await RefuseAsync($"No SyncAdmin has run on {directory.Root} yet: start it first, or give its --DataDirectory.");
            }

            var token = await services.GetRequiredService<SignInLinks>().CreateAsync(CancellationToken.None);
            await Console.Out.WriteLineAsync(SignIn.LinkFor(address, token));
            return 0;
        }
        catch (OptionsValidationException invalid)
        {
            return await RefuseAsync(string.Join(Environment.NewLine, invalid.Failures));
        }
        catch (ProblemException exception)
        {
            return await RefuseAsync(exception.Problem.ToString());
        }
        catch (System.Data.Common.DbException exception)
        {
            return await RefuseAsync($"The state can't be written: {exception.Message} Check that SyncAdmin runs and that this user may write its data directory.");
        }
    }

    private static async Task<int> RefuseAsync(string reason)
    {
        await Console.Error.WriteLineAsync(reason);
        return 1;
    }
}
