namespace StandIns.Tests.Aws;

/// <summary>An answer to give.</summary>
public sealed record CannedResponse(int Status, string Body, string ContentType = "application/json", string? ErrorType = null)
{
    public static CannedResponse Xml(string body, int status = 200) => new(status, body, "text/xml");
}
