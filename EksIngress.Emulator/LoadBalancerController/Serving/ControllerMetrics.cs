using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace EksIngress.Emulator.LoadBalancerController.Serving;

/// <summary>What the controller counts, in the form that Prometheus reads, under the names that the upstream one uses.</summary>
internal sealed class ControllerMetrics
{
    private readonly ConcurrentDictionary<(string Controller, string Result), long> _reconciles = new();
    private readonly ConcurrentDictionary<(string Webhook, int Code), long> _webhooks = new();

    /// <param name="result"><c>success</c>, <c>error</c> or <c>requeue_after</c>.</param>
    public void CountReconcile(string controller, string result) => _reconciles.AddOrUpdate((controller, result), 1, static (_, count) => count + 1);

    public void CountWebhook(string path, int code) => _webhooks.AddOrUpdate((path, code), 1, static (_, count) => count + 1);

    public string Write()
    {
        var text = new StringBuilder("# TYPE controller_runtime_reconcile_total counter\n");
        foreach (var ((controller, result), count) in _reconciles.OrderBy(pair => pair.Key))
        {
            text.Append(CultureInfo.InvariantCulture, $"controller_runtime_reconcile_total{{controller=\"{controller}\",result=\"{result}\"}} {count}\n");
        }

        text.Append("# TYPE controller_runtime_webhook_requests_total counter\n");
        foreach (var ((webhook, code), count) in _webhooks.OrderBy(pair => pair.Key))
        {
            text.Append(CultureInfo.InvariantCulture, $"controller_runtime_webhook_requests_total{{code=\"{code}\",webhook=\"{webhook}\"}} {count}\n");
        }

        return text.ToString();
    }
}
