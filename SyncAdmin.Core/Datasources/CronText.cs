using Quartz;

namespace SyncAdmin.Core.Datasources;

/// <summary>Reads a schedule as people write it.</summary>
internal static class CronText
{
    private const int UnixFields = 5;

    /// <summary>Five fields are Unix cron (<c>0 3 * * *</c>), six or seven Quartz's own, with seconds (<c>0 0 3 * * ?</c>); null: neither.</summary>
    internal static CronExpression? Parse(string text)
    {
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length;
        var format = fields == UnixFields ? CronFormat.Unix : CronFormat.Quartz;
        return CronExpression.TryParse(text.Trim(), format, out var expression) ? expression : null;
    }
}
