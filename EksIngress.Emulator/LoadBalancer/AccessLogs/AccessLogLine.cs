using System.Buffers;
using System.Globalization;
using System.Text;

namespace EksIngress.Emulator.LoadBalancer.AccessLogs;

/// <summary>Writes entries of access logs.</summary>
/// <remarks>
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#access-log-entry-syntax. How a
/// quotation mark, a backslash or a character outside printable ASCII is written within quotation marks is not documented: here as
/// <c>\xHH</c>, byte by byte of UTF-8, so that a line is always one line and its fields can be told apart.
/// </remarks>
internal static class AccessLogLine
{
    private const int MaxUserAgent = 8 * 1024;
    private const string Unknown = "-";

    private static readonly SearchValues<char> Plain = SearchValues.Create(
        " !#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>The line, without its end.</summary>
    public static string Format(AccessLogEntry entry)
    {
        var agent = entry.UserAgent?.Length > MaxUserAgent ? entry.UserAgent[..MaxUserAgent] : entry.UserAgent;
        return string.Join(
            ' ',
            entry.Type,
            Time(entry.Time),
            entry.LoadBalancer,
            entry.Client,
            entry.Target ?? Unknown,
            Seconds(entry.RequestProcessingTime),
            Seconds(entry.TargetProcessingTime),
            Seconds(entry.ResponseProcessingTime),
            Number(entry.ElbStatusCode),
            Number(entry.TargetStatusCode),
            Number(entry.ReceivedBytes),
            Number(entry.SentBytes),
            Quote(entry.Request),
            Quote(agent),
            entry.SslCipher ?? Unknown,
            entry.SslProtocol ?? Unknown,
            entry.TargetGroupArn ?? Unknown,
            Quote(entry.TraceId),
            Quote(entry.DomainName),
            Quote(entry.ChosenCertArn),
            Number(entry.MatchedRulePriority),
            Time(entry.RequestCreationTime),
            Quote(entry.ActionsExecuted),
            Quote(entry.RedirectUrl),
            Quote(entry.ErrorReason),
            // A request goes to one target and is not tried again with another, so the lists have one member.
            Quote(entry.Target),
            Quote(entry.TargetStatusCode?.ToString(CultureInfo.InvariantCulture)),
            Quote(entry.Classification),
            Quote(entry.ClassificationReason),
            entry.ConnectionTraceId,
            Quote(entry.TransformedHost),
            Quote(entry.TransformedUri),
            Quote(entry.RequestTransformStatus));
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan? time) =>
        time is { } known ? Math.Max(0, known.TotalSeconds).ToString("F3", CultureInfo.InvariantCulture) : "-1";

    private static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? Unknown;

    private static string Quote(string? text) => text switch
    {
        null or "" => "\"-\"",
        _ when !text.AsSpan().ContainsAnyExcept(Plain) => $"\"{text}\"",
        _ => Escape(text),
    };

    private static string Escape(string text)
    {
        var escaped = new StringBuilder("\"", text.Length + 16);
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            if (Plain.Contains((char)value))
            {
                escaped.Append((char)value);
            }
            else
            {
                escaped.Append(CultureInfo.InvariantCulture, $"\\x{value:X2}");
            }
        }

        return escaped.Append('"').ToString();
    }
}
