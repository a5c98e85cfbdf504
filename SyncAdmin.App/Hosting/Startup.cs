using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.App.Hosting;

/// <summary>Starts the host, or says in readable lines why it can't.</summary>
internal static class Startup
{
    /// <summary>
    /// Checks the whole configuration, then starts: data directory, schema and leases are hosted services that come before the server.
    /// Returns the exit code: 0 after a shutdown, 1 when the start was refused.
    /// </summary>
    internal static async Task<int> ServeAsync(this WebApplication app)
    {
        var mistakes = Mistakes(app.Services);
        if (mistakes.Count > 0)
        {
            return await RefuseAsync($"SyncAdmin can't start: the configuration has {(mistakes.Count == 1 ? "a mistake" : $"{mistakes.Count} mistakes")}.", mistakes);
        }

        try
        {
            await app.StartAsync();
        }
        catch (Exception exception) when (Reason(exception) is { } reason)
        {
            // What has begun already ends before what it works with is disposed: else its last words are a stack trace.
            await app.StopAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await app.DisposeAsync();
            return await RefuseAsync("SyncAdmin can't start.", [reason]);
        }

        await app.WaitForShutdownAsync();
        await app.DisposeAsync();
        return 0;
    }

    /// <summary>All mistakes at once, each a line that names key, value and remedy.</summary>
    internal static IReadOnlyList<string> Mistakes(IServiceProvider services)
    {
        var mistakes = HostMistakes.Find(services.GetRequiredService<IConfiguration>()).ToList();
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
        }
        catch (OptionsValidationException invalid)
        {
            mistakes.AddRange(invalid.Failures);
        }
        catch (AggregateException several)
        {
            mistakes.AddRange(several.InnerExceptions.OfType<OptionsValidationException>().SelectMany(invalid => invalid.Failures));
        }

        catch (InvalidOperationException unreadable) when (UnreadableSetting.In(unreadable) is { } mistake)
        {
            mistakes.Add(mistake);
        }

        return mistakes;
    }

    /// <summary>Why a start failed for a reason that a person can mend; null: a bug, whose stack trace is wanted.</summary>
    private static string? Reason(Exception exception) => exception switch
    {
        ProblemException { Problem: var problem } => problem.ToString(),
        OptionsValidationException invalid => string.Join(Environment.NewLine, invalid.Failures),
        // Kestrel: address in use, no permission for the port.
        IOException { InnerException: AddressInUseException } => $"{exception.Message} Stop the program that uses it, or give another address, such as --urls http://localhost:5081.",
        IOException or System.Net.Sockets.SocketException => exception.Message,
        _ => null,
    };

    private static async Task<int> RefuseAsync(string headline, IReadOnlyList<string> reasons)
    {
        await Console.Error.WriteLineAsync(headline);
        foreach (var reason in reasons)
        {
            await Console.Error.WriteLineAsync($"  {reason}");
        }

        return 1;
    }
}
