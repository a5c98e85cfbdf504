using Microsoft.Extensions.Options;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors;

/// <summary>Stops the start on connector options that can't work.</summary>
internal sealed class ConnectorOptionsValidator : IValidateOptions<ConnectorOptions>
{
    public ValidateOptionsResult Validate(string? name, ConnectorOptions options)
    {
        var mistakes = options.SqliteFolders
            .Where(folder => !Path.IsPathFullyQualified(folder))
            .Select(folder => $"{ConnectorOptions.Section}:{nameof(options.SqliteFolders)} holds '{folder}', which is not an absolute path: write the folder from the root.")
            .Concat(SettingRange.Mistakes(
                ConnectorOptions.Section,
                [
                    new(nameof(options.StatementTimeoutSeconds), options.StatementTimeoutSeconds, 1, 86_400),
                    new(nameof(options.CountTimeoutSeconds), options.CountTimeoutSeconds, 1, 86_400),
                    new(nameof(options.ConnectTimeoutSeconds), options.ConnectTimeoutSeconds, 1, 300),
                    new(nameof(options.MaxConnections), options.MaxConnections, 1, 100),
                ]))
            .ToList();
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}
