using SyncAdmin.Core.Errors;

namespace SyncAdmin.App.Errors;

/// <summary>The one place that turns a problem into an HTTP status, and a bare HTTP status into a problem.</summary>
internal static class ProblemStatus
{
    private static readonly Dictionary<int, ErrorDefinition> ByStatus = new()
    {
        [StatusCodes.Status400BadRequest] = ErrorCatalog.RequestMalformed,
        [StatusCodes.Status401Unauthorized] = ErrorCatalog.SignInRequired,
        [StatusCodes.Status403Forbidden] = ErrorCatalog.PermissionMissing,
        [StatusCodes.Status404NotFound] = ErrorCatalog.RouteNotFound,
        [StatusCodes.Status405MethodNotAllowed] = ErrorCatalog.MethodNotAllowed,
        [StatusCodes.Status408RequestTimeout] = ErrorCatalog.BodyTooSlow,
        [StatusCodes.Status413PayloadTooLarge] = ErrorCatalog.BodyTooLarge,
        [StatusCodes.Status415UnsupportedMediaType] = ErrorCatalog.MediaTypeNotSupported,
        [StatusCodes.Status421MisdirectedRequest] = ErrorCatalog.HostNotAllowed,
        [StatusCodes.Status429TooManyRequests] = ErrorCatalog.TooManyRequests,
        [StatusCodes.Status500InternalServerError] = ErrorCatalog.Unexpected,
        [StatusCodes.Status503ServiceUnavailable] = ErrorCatalog.NotReady,
    };

    private static readonly Dictionary<string, int> ByCode = ByStatus.ToDictionary(entry => entry.Value.Code, entry => entry.Key, StringComparer.Ordinal);

    internal static int Of(ErrorDefinition error) => ByCode.TryGetValue(error.Code, out var status)
        ? status
        : error.Kind switch
        {
            ProblemKind.Invalid => StatusCodes.Status422UnprocessableEntity,
            ProblemKind.NotFound => StatusCodes.Status404NotFound,
            ProblemKind.Conflict => StatusCodes.Status409Conflict,
            ProblemKind.Unauthenticated => StatusCodes.Status401Unauthorized,
            ProblemKind.Forbidden => StatusCodes.Status403Forbidden,
            ProblemKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
            ProblemKind.WrongType => StatusCodes.Status415UnsupportedMediaType,
            ProblemKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
            ProblemKind.External => StatusCodes.Status502BadGateway,
            _ => StatusCodes.Status500InternalServerError,
        };

    /// <summary>The problem of an answer that framework code left without a body.</summary>
    internal static Problem OfBareStatus(int status, HttpRequest request)
    {
        var error = ByStatus.GetValueOrDefault(status) ?? (status >= 500 ? ErrorCatalog.Unexpected : ErrorCatalog.RequestMalformed);
        return new Problem(error, status switch
        {
            StatusCodes.Status401Unauthorized => "The request carries neither a valid API key nor a session.",
            StatusCodes.Status404NotFound => $"Nothing answers {request.Method} {request.Path}.",
            StatusCodes.Status405MethodNotAllowed => $"{request.Path} does not take {request.Method}.",
            StatusCodes.Status415UnsupportedMediaType => $"{request.Path} does not read '{request.ContentType ?? "a body without Content-Type"}'.",
            _ => $"{request.Method} {request.Path} was answered with status {status}.",
        });
    }
}
