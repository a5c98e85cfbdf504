using Quartz;

namespace SyncAdmin.Core.Datasources;

/// <summary>Reads a schedule as people write it.</summary>
internal static class CronText
{
    private const int UnixFields = 5;

    /// <summary>Five fields are Unix cron (<c>0 3 * * *</c>), six or seven Quartz's own, with seconds (<c>0 0 3 * * ?</c>); null: neither.</summary>
    internal static CronExpression? Parse(string text)
    {
        return CronExpression.TryParse(text.Trim(), FormatOf(text), out var expression) ? expression : null;
    }

    /// <summary>What Quartz has against a text that <see cref="Parse"/> does not take, without a full stop.</summary>
    internal static string Mistake(string text)
    {
        try
        {
            return CronExpression.Parse(text.Trim(), FormatOf(text)).ToString();
        }
        catch (FormatException exception)
        {
            // Its message is written for people.
            return exception.Message.TrimEnd('.');
        }
    }

    private static CronFormat FormatOf(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length == UnixFields ? CronFormat.Unix : CronFormat.Quartz;
}
