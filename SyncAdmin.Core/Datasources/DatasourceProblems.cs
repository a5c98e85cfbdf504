using System.Text.Json;
using FluentValidation.Results;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Datasources;

/// <summary>What can be wrong with a datasource, as problems.</summary>
internal static class DatasourceProblems
{
    /// <summary>All mistakes at once: extension <c>errors</c> maps each member, in camelCase, to its messages.</summary>
    internal static Problem Invalid(ValidationResult result)
    {
        var errors = result.Errors
            .GroupBy(error => JsonNamingPolicy.CamelCase.ConvertName(error.PropertyName), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Select(error => error.ErrorMessage).ToArray(), StringComparer.Ordinal);
        return new Problem(ErrorCatalog.DatasourceInvalid, $"Not valid: {string.Join(", ", errors.Keys)}.")
        {
            Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["errors"] = errors },
        };
    }

    internal static Problem NotFound(Guid id) => new(ErrorCatalog.DatasourceNotFound, $"There is no datasource {id}.");

    internal static Problem NameTaken(string name) => new(ErrorCatalog.DatasourceNameTaken, $"There is a datasource named \"{name}\" already.");

    internal static Problem Changed(string name) => new(ErrorCatalog.DatasourceChanged, $"\"{name}\" has changed since it was read.");

    internal static Problem Busy(string name, Guid jobId) => new(ErrorCatalog.DatasourceBusy, $"Job {jobId} of \"{name}\" is running.")
    {
        Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["jobId"] = jobId },
    };

    internal static Problem UnknownType(string type, ConnectorTypes types) =>
        new(ErrorCatalog.DatasourceTypeUnknown, $"\"{type}\" is none of {string.Join(", ", types.Names)}.");
}
