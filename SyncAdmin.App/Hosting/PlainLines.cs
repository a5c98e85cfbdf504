using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace SyncAdmin.App.Hosting;

/// <summary>Log lines for people at a console: one line each, <c>12:34:56 warn  Sync  message</c>; an exception follows indented.</summary>
internal sealed class PlainLines(TimeProvider time) : ConsoleFormatter(Name)
{
    internal new const string Name = "plain";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if (IsSaidByStartup(logEntry.Category, logEntry.EventId))
        {
            return;
        }

        if (!Console.IsOutputRedirected)
        {
            // The line of a job's progress may stand here, without an end: it is drawn again below.
            const string ToStartAndClear = "\r\u001b[2K";
            textWriter.Write(ToStartAndClear);
        }

        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        textWriter.Write(time.GetLocalNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture));
        textWriter.Write(' ');
        textWriter.Write(Word(logEntry.LogLevel));
        textWriter.Write(' ');
        textWriter.Write(Area(logEntry.Category));
        textWriter.Write("  ");
        textWriter.Write(message.ReplaceLineEndings(" "));
        if (logEntry.LogLevel >= LogLevel.Warning && CorrelationOf(scopeProvider) is { } id)
        {
            textWriter.Write($" [{id}]");
        }

        textWriter.WriteLine();
        if (logEntry.Exception is { } exception)
        {
            textWriter.WriteLine("    " + exception.ToString().ReplaceLineEndings(Environment.NewLine + "    "));
        }
    }

    /// <summary>Why the host could not start is said once, by <see cref="Startup"/>, in words for people (or thrown, when it is a bug).</summary>
    private static bool IsSaidByStartup(string category, EventId eventId) =>
        (category is "Microsoft.Extensions.Hosting.Internal.Host" && eventId.Id == 11) // HostedServiceStartupFaulted
        || (category is "Microsoft.AspNetCore.Server.Kestrel" && eventId.Id == 0); // "Unable to start Kestrel."

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "debug",
        LogLevel.Information => "info ",
        LogLevel.Warning => "warn ",
        LogLevel.Error => "error",
        _ => "fatal",
    };

    /// <summary>The feature folder of our own categories (<c>SyncAdmin.Core.Sync.SyncRunner</c> → <c>Sync</c>), the last word of others.</summary>
    private static string Area(string category)
    {
        var words = category.Split('.');
        return words is ["SyncAdmin", _, var feature, ..] ? feature : words[^1];
    }

    private static string? CorrelationOf(IExternalScopeProvider? scopes)
    {
        string? found = null;
        scopes?.ForEachScope<object?>(
            (scope, _) =>
            {
                if (scope is IReadOnlyDictionary<string, object> values && values.TryGetValue("CorrelationId", out var id))
                {
                    found = id as string;
                }
            },
            null);
        return found;
    }
}
