using System.Globalization;
using Microsoft.Extensions.Options;

namespace SyncAdmin.Core.Sync;

/// <summary>Refuses a setting out of range with one line that names key, value and remedy.</summary>
internal sealed class SyncOptionsValidation : IValidateOptions<SyncOptions>
{
    public ValidateOptionsResult Validate(string? name, SyncOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var failures = new List<string>();
        Check(failures, nameof(SyncOptions.MaxConcurrentJobs), options.MaxConcurrentJobs, 1, 64);
        Check(failures, nameof(SyncOptions.LeaseSeconds), options.LeaseSeconds, 3, 600);
        Check(failures, nameof(SyncOptions.PollMilliseconds), options.PollMilliseconds, 50, 1_000);
        Check(failures, nameof(SyncOptions.InFlightBatches), options.InFlightBatches, 4, 1_000);
        Check(failures, nameof(SyncOptions.InFlightMegabytes), options.InFlightMegabytes, 8, 4_096);
        Check(failures, nameof(SyncOptions.CommitMilliseconds), options.CommitMilliseconds, 0, 5_000);
        Check(failures, nameof(SyncOptions.WritePoints), options.WritePoints, 1, 1_000);
        Check(failures, nameof(SyncOptions.ErrorShare), options.ErrorShare, 0, 1);
        Check(failures, nameof(SyncOptions.ErrorShareAfter), options.ErrorShareAfter, 1, int.MaxValue);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Check(List<string> failures, string key, double value, double least, double most)
    {
        if (!(value >= least && value <= most))
        {
            failures.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"Sync:{key} is {value}; set it to a number from {least} to {most}, or leave it out for the default."));
        }
    }
}
