using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EksIngress.Model.Environments;

namespace EksIngress.Model.Kubernetes;

/// <summary>
/// Answers that a Kubernetes backend cannot say, as the load balancer controller reads them: an annotation holds the action, and the
/// backend names it with the port <c>use-annotation</c>.
/// </summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#actions</remarks>
internal sealed class IngressActions(EnvironmentSpec spec)
{
    private const string AnnotationPrefix = "alb.ingress.kubernetes.io/actions.";

    // Written for people as well: quotes and angle brackets of a body stay as they are.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>The annotations of the actions that were asked for, each once.</summary>
    public IEnumerable<KeyValuePair<string, string>> Annotations =>
        _names.Select(item => KeyValuePair.Create(AnnotationPrefix + item.Value, item.Key));

    /// <summary>The backend of a rule, which takes note of its action.</summary>
    public JsonObject Backend(IngressBackendSpec backend) => backend.Workload is { } workload
        ? Service(workload, Node.Object(("number", backend.Port ?? Port(workload))))
        : Service(Name(backend), Node.Object(("name", "use-annotation")));

    private static JsonObject Service(string name, JsonObject port) => Node.Object(("service", Node.Object(("name", name), ("port", port))));

    private string Name(IngressBackendSpec backend)
    {
        var (kind, action) = backend switch
        {
            { Weighted: { } weighted } => ("forward", Forward(weighted)),
            { FixedResponse: { } response } => ("fixed-response", FixedResponse(response)),
            { Redirect: { } redirect } => ("redirect", Redirect(redirect)),
            _ => throw new ArgumentException("The backend says nothing; the specification was not validated.", nameof(backend)),
        };
        var text = action.ToJsonString(Readable);
        if (!_names.TryGetValue(text, out var name))
        {
            _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
            _names[text] = name = string.Create(CultureInfo.InvariantCulture, $"{kind}-{_counts[kind]}");
        }

        return name;
    }

    private JsonObject Forward(WeightedBackendsSpec weighted) => Node.Object(
        ("type", "forward"),
        ("forwardConfig", Node.Object(
            ("targetGroups", Node.Array(weighted.Workloads.Select(item => Node.Object(
                ("serviceName", item.Workload), ("servicePort", Port(item.Workload)), ("weight", item.Weight))))),
            ("targetGroupStickinessConfig", weighted.StickinessSeconds is { } seconds
                ? Node.Object(("enabled", true), ("durationSeconds", seconds))
                : null))));

    private static JsonObject FixedResponse(FixedResponseSpec response) => Node.Object(
        ("type", "fixed-response"),
        ("fixedResponseConfig", Node.Object(
            ("contentType", response.ContentType),
            ("messageBody", response.MessageBody),
            ("statusCode", response.StatusCode.ToString(CultureInfo.InvariantCulture)))));

    private static JsonObject Redirect(RedirectSpec redirect) => Node.Object(
        ("type", "redirect"),
        ("redirectConfig", Node.Object(
            ("host", redirect.Host),
            ("path", redirect.Path),
            ("port", redirect.Port),
            ("protocol", redirect.Protocol),
            ("query", redirect.Query),
            ("statusCode", redirect.StatusCode == 301 ? "HTTP_301" : "HTTP_302"))));

    private int Port(string workload) => spec.Workloads.First(other => other.Name == workload).ContainerPort;
}
