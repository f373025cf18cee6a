using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text;
using EksIngress.Emulator.LoadBalancer.Http1;
using Microsoft.AspNetCore.WebUtilities;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>What a load balancer's own responses look like.</summary>
internal static class AlbResponses
{
    public const string ServerName = "awselb/2.0";

    // Where the ALB's wording is not that of the status code's registration.
    private static readonly FrozenDictionary<int, string> Phrases = new Dictionary<int, string>
    {
        [401] = "Authorization Required",
        [405] = "Not Allowed",
        [408] = "Request Time-out",
        [414] = "Request-URI Too Large",
        [503] = "Service Temporarily Unavailable",
        [504] = "Gateway Time-out",
        [505] = "HTTP Version Not Supported",
        [561] = "Unauthorized",
    }.ToFrozenDictionary();

    private static readonly ConcurrentDictionary<int, LocalResponse> Pages = new();

    /// <summary>The page of a status code.</summary>
    public static LocalResponse Page(int statusCode) => Pages.GetOrAdd(statusCode, static code => new LocalResponse(code, "text/html", PageBody(code)));

    public static LocalResponse Redirect(int statusCode, string location) => Page(statusCode) with { Location = location };

    public static string Phrase(int statusCode) => Phrases.GetValueOrDefault(statusCode) ?? ReasonPhrases.GetReasonPhrase(statusCode);

    /// <summary>Writes status line and headers as HTTP/1.1 has them.</summary>
    public static void WriteHead(HeadWriter to, in LocalResponse response, ListenerProgram program, ReadOnlySpan<byte> date, bool keepsConnection)
    {
        to.Write("HTTP/1.1 "u8);
        to.Write(response.StatusCode);
        to.Write(" "u8);
        to.Write(Phrase(response.StatusCode));
        to.Write(program.SendServerHeader ? "\r\nServer: awselb/2.0\r\nDate: "u8 : "\r\nDate: "u8);
        to.Write(date);
        if (HasBody(response.StatusCode))
        {
            to.Write("\r\nContent-Type: "u8);
            to.Write(response.ContentType);
            to.Write("\r\nContent-Length: "u8);
            to.Write(response.Body.Length);
        }

        to.Write(keepsConnection ? "\r\nConnection: keep-alive\r\n"u8 : "\r\nConnection: close\r\n"u8);
        if (response.Location is not null)
        {
            to.Write("Location: "u8);
            to.Write(response.Location);
            to.Write("\r\n"u8);
        }

        foreach (var (name, value) in response.Headers ?? [])
        {
            to.Write(name);
            to.Write(": "u8);
            to.Write(value);
            to.Write("\r\n"u8);
        }

        to.Write(program.InsertedHeaderLines);
        to.Write("\r\n"u8);
    }

    public static bool HasBody(int statusCode) => statusCode is not (204 or 304);

    private static byte[] PageBody(int statusCode)
    {
        var phrase = Phrase(statusCode);
        var title = phrase.Length == 0 ? $"{statusCode}" : $"{statusCode} {phrase}";
        return Encoding.ASCII.GetBytes(
            $"<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n</body>\r\n</html>\r\n");
    }
}
