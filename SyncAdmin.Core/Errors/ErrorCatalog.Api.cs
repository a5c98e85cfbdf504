namespace SyncAdmin.Core.Errors;

/// <summary>Errors of API sources and of calls to addresses that people type in.</summary>
public static partial class ErrorCatalog
{
    /// <summary>An address inside somebody's own network.</summary>
    public static readonly ErrorDefinition OutboundAddressForbidden = new(
        "SYNC-1061", ProblemKind.Invalid, "The host lies in a private network", "Use a public address, or have the administrator add the host to Outbound:AllowedPrivateHosts.");

    /// <summary>401 and 403.</summary>
    public static readonly ErrorDefinition ApiLoginRefused = new(
        "SYNC-1057", ProblemKind.External, "The API refused the credentials", "Check auth and headers in connectionConfig, and that these credentials may read this address.");

    /// <summary>404 and 410.</summary>
    public static readonly ErrorDefinition ApiAddressMissing = new(
        "SYNC-1058", ProblemKind.External, "The API has nothing at that address", "Check the path of url in connectionConfig.");

    /// <summary>Any other 4xx.</summary>
    public static readonly ErrorDefinition ApiRequestRefused = new(
        "SYNC-1059", ProblemKind.External, "The API refused the request", "Check url, the names of the parameters in paging and since, and the query of the datasource.");

    /// <summary>429, 5xx or no answer, repeatedly.</summary>
    public static readonly ErrorDefinition ApiUnavailable = new(
        "SYNC-1062", ProblemKind.Unavailable, "The API can't answer now", "Wait, or ask its operator; smaller pages (paging.size) and a larger timeoutSeconds may help.");

    /// <summary>3xx.</summary>
    public static readonly ErrorDefinition ApiRedirects = new(
        "SYNC-1063", ProblemKind.External, "The API sends the call to another address", "Enter the final address as url; redirects are not followed, because the credentials would go along.");

    /// <summary>HTML, XML, text.</summary>
    public static readonly ErrorDefinition ApiNotJson = new(
        "SYNC-1064", ProblemKind.External, "The answer is not JSON", "Check that url is the address of the API and not of its web pages, and that no sign-in page stands before it.");

    /// <summary>A path that leads nowhere, or to a value of another sort.</summary>
    public static readonly ErrorDefinition ApiPathMissing = new(
        "SYNC-1065", ProblemKind.External, "A path leads to nothing usable in the answer", "Correct the path in connectionConfig: names with dots between them (data.items), or a JSON Pointer (/data/items).");

    /// <summary>Beyond maxPageBytes, unpacked, or headers beyond 32 KiB.</summary>
    public static readonly ErrorDefinition ApiAnswerTooLarge = new(
        "SYNC-1066", ProblemKind.External, "An answer of the API is too large", "Ask for smaller pages (paging.size), or raise maxPageBytes.");

    /// <summary>Cut off, or less than was promised.</summary>
    public static readonly ErrorDefinition ApiReadIncomplete = new(
        "SYNC-1067", ProblemKind.Unavailable, "The API's pages do not add up to its whole list", "Start again; if it goes on, check paging and total in connectionConfig, or page by cursor.");

    /// <summary>A page, a cursor or a key twice.</summary>
    public static readonly ErrorDefinition ApiPageRepeats = new(
        "SYNC-1068", ProblemKind.External, "The API gave the same page twice", "Check the names of the parameters in paging: a parameter that the API does not know is ignored by it.");

    /// <summary>One answer was to hold everything, and says itself that it does not.</summary>
    public static readonly ErrorDefinition ApiPagingMissing = new(
        "SYNC-1078", ProblemKind.External, "The API gives its list in pages, and no paging is set", "Set paging in connectionConfig to the API's own way: page, offset, cursor or link.");

    /// <summary>Not parameters, a placeholder, or a parameter that paging sets.</summary>
    public static readonly ErrorDefinition ApiQueryInvalid = new(
        "SYNC-1047", ProblemKind.Invalid, "The query of an API source can't be used", "Leave it empty, or give parameters for the end of the URL that connectionConfig does not set: category=tools&active=true.");

    /// <summary>No object, or members that would be the same column.</summary>
    public static readonly ErrorDefinition ApiItemUnreadable = new(
        "SYNC-1069", ProblemKind.External, "An item can't be made a row", "Check that items leads to a list of JSON objects.");
}
