using System.Text.Encodings.Web;
using System.Text.Json;

namespace EksIngress.Emulator.LoadBalancerController;

/// <summary>Writes the controller's log the way it looks in <c>kubectl logs</c>: one JSON object a line.</summary>
internal sealed class ControllerLog(Action<string> write, TimeProvider time, bool isDebug = false)
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Info(string logger, string message, params IEnumerable<(string Key, object? Value)> fields) =>
        Write("info", logger, message, fields);

    /// <summary>Written with <c>--log-level=debug</c> only.</summary>
    public void Debug(string logger, string message, params IEnumerable<(string Key, object? Value)> fields)
    {
        if (isDebug)
        {
            Write("debug", logger, message, fields);
        }
    }

    public void Error(string logger, string message, string error, params IEnumerable<(string Key, object? Value)> fields) =>
        Write("error", logger, message, fields.Append(("error", error)));

    private void Write(string level, string logger, string message, IEnumerable<(string Key, object? Value)> fields)
    {
        var line = new Dictionary<string, object?>
        {
            ["level"] = level,
            ["ts"] = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            ["logger"] = logger,
            ["msg"] = message,
        };
        foreach (var (key, value) in fields)
        {
            line[key] = value;
        }

        write(JsonSerializer.Serialize(line, Options));
    }
}
