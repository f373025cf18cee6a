using System.Collections.Frozen;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>Responses that the load balancer makes itself.</summary>
internal static class AlbResponses
{
    private const string ServerName = "awselb/2.0";

    // Where the ALB's wording is not that of the status code's registration.
    private static readonly FrozenDictionary<int, string> Phrases = new Dictionary<int, string>
    {
        [405] = "Not Allowed",
        [414] = "Request-URI Too Large",
        [503] = "Service Temporarily Unavailable",
        [504] = "Gateway Time-out",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<int, byte[]> Pages =
        new[] { 301, 302, 400, 405, 414, 463, 502, 503, 504 }.ToFrozenDictionary(code => code, Page);

    /// <summary>The page of a status code.</summary>
    public static Task WritePageAsync(HttpContext context, ListenerProgram program, int statusCode) =>
        WriteAsync(context, program, statusCode, "text/html", Pages[statusCode]);

    public static async Task WriteAsync(HttpContext context, ListenerProgram program, int statusCode, string contentType, byte[] body)
    {
        var response = context.Response;
        response.StatusCode = statusCode;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        if (program.SendServerHeader)
        {
            response.Headers.Server = ServerName;
        }

        foreach (var (name, value) in program.InsertedHeaders)
        {
            response.Headers[name] = value;
        }

        if (body.Length > 0 && !HttpMethods.IsHead(context.Request.Method))
        {
            await response.BodyWriter.WriteAsync(body, context.RequestAborted);
        }
    }

    private static byte[] Page(int statusCode)
    {
        var phrase = Phrases.GetValueOrDefault(statusCode) ?? ReasonPhrases.GetReasonPhrase(statusCode);
        var title = phrase.Length == 0 ? $"{statusCode}" : $"{statusCode} {phrase}";
        return Encoding.ASCII.GetBytes(
            $"<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n</body>\r\n</html>\r\n");
    }
}
