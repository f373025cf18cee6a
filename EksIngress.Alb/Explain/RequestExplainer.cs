using System.Globalization;
using EksIngress.Alb.Matching;
using EksIngress.Alb.Plans;
using EksIngress.Alb.Rules;
using EksIngress.Alb.Stacks;

namespace EksIngress.Alb.Explain;

/// <summary>Follows a request through a load balancer: listener, certificate, rules, action, targets.</summary>
public static class RequestExplainer
{
    // Sources: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html and
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
    private const int MaxRequestLine = 16 * 1024;
    private const int MaxForwardedAddresses = 30;

    /// <param name="group">A group that was built.</param>
    /// <param name="request">The request.</param>
    /// <exception cref="ArgumentException">The group was not built, or has no members.</exception>
    public static Explanation Explain(PlannedGroup group, RequestToExplain request)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(request);
        return Explain(group.Model ?? throw new ArgumentException($"group {group.Id} has no load balancer", nameof(group)), request);
    }

    /// <param name="model">A load balancer, planned or read from AWS.</param>
    /// <param name="request">The request.</param>
    public static Explanation Explain(LoadBalancerModel model, RequestToExplain request)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(request);
        var explanation = new Explanation
        {
            Request = $"{request.Method} {request.Url}{(request.SourceIp is null ? "" : $" from {request.SourceIp}")}",
            LoadBalancer = $"{model.Name} ({model.Scheme})",
        };
        if (model.Listeners.FirstOrDefault(candidate => candidate.Port == request.Port) is not { } listener)
        {
            var there = string.Join(", ", model.Listeners.OrderBy(other => other.Port).Select(LoadBalancerTable.Title));
            return explanation with
            {
                Refusal = string.Create(
                    CultureInfo.InvariantCulture,
                    $"no listener has port {request.Port}, so that the client gets no connection; there is {(there.Length == 0 ? "no listener" : there)}"),
            };
        }

        explanation = explanation with
        {
            Listener = LoadBalancerTable.Title(listener),
            Certificate = listener.Protocol == "HTTPS" && request.IsHttps
                ? CertificateChoice.Describe(listener, request.UrlHost, model.CertificateDomains)
                : null,
            Try = model.LocalPorts.TryGetValue(request.Port, out var localPort) ? Curl(request, localPort) : null,
        };
        return FindRefusal(listener, request, explanation.Certificate) is { } refusal
            ? explanation with { Refusal = refusal }
            : Evaluate(explanation, model, listener, request);
    }

    private static Explanation Evaluate(Explanation explanation, LoadBalancerModel model, ListenerSpec listener, RequestToExplain request)
    {
        var seen = new ExplainedRequest(request);
        var rules = model.Rules.Where(rule => rule.ListenerPort == listener.Port).OrderBy(rule => rule.Priority).ToList();
        var considered = new List<ExplainedRule>();
        var chosen = default(ListenerRuleSpec);
        foreach (var rule in rules)
        {
            var explained = Look(rule, seen);
            considered.Add(explained);
            if (explained.Matches)
            {
                chosen = rule;
                break;
            }
        }

        var transforms = chosen is null ? [] : Transform(chosen, request);
        var effects = new ActionEffects(model, request);
        return explanation with
        {
            Rules = considered,
            RulesNotConsidered = rules.Count - considered.Count,
            Chosen = chosen is null ? "default action" : string.Create(CultureInfo.InvariantCulture, $"rule {chosen.Priority}"),
            Transforms = transforms,
            Actions = transforms.Any(transform => transform.After is null)
                ? [new ExplainedAction("transform", "a rewrite gives no valid request: answered 500", [])]
                : [.. (chosen?.Actions ?? listener.DefaultActions).Select(effects.Explain)],
        };
    }

    // What happens before any rule is asked.
    private static string? FindRefusal(ListenerSpec listener, RequestToExplain request, string? certificate)
    {
        if (listener.Protocol == "HTTP" && request.IsHttps)
        {
            return "the listener speaks plain HTTP, so that the TLS handshake fails and the client gets no answer";
        }

        if (listener.Protocol == "HTTPS" && !request.IsHttps)
        {
            return "the listener speaks TLS, so that a plain HTTP request is answered 400";
        }

        if (listener.Protocol == "HTTPS" && certificate is null)
        {
            return "the listener has no certificate, and AWS refuses to make it";
        }

        if (request.Method.Length + request.Target.Length + " HTTP/1.1".Length + 1 > MaxRequestLine)
        {
            return string.Create(CultureInfo.InvariantCulture, $"the request line has more than {MaxRequestLine} bytes, which is answered 414");
        }

        if (request.Method == "TRACE")
        {
            return "load balancers do not take TRACE, which is answered 405";
        }

        return request.ValuesOf("X-Forwarded-For").Sum(value => value.Split(',').Length) > MaxForwardedAddresses
            ? string.Create(CultureInfo.InvariantCulture, $"X-Forwarded-For has more than {MaxForwardedAddresses} addresses, which is answered 463")
            : null;
    }

    private static ExplainedRule Look(ListenerRuleSpec rule, ExplainedRequest request)
    {
        var conditions = new List<ExplainedCondition>();
        foreach (var condition in rule.Conditions)
        {
            var explained = Look(condition, request);
            conditions.Add(explained);
            if (!explained.Holds)
            {
                return new ExplainedRule(rule.Priority, Matches: false, conditions);
            }
        }

        return new ExplainedRule(rule.Priority, Matches: true, conditions);
    }

    private static ExplainedCondition Look(RuleCondition condition, ExplainedRequest request)
    {
        var (field, values) = (ActionText.Field(condition), ActionText.Values(condition).ToList());
        try
        {
            return new ExplainedCondition(field, values, request.Describe(condition), CompiledCondition.Compile(condition).IsMatch(request));
        }
        catch (AlbModelException exception)
        {
            return new ExplainedCondition(field, values, $"nothing to compare with: {exception.Message}, and AWS refuses the rule", Holds: false);
        }
    }

    private static IReadOnlyList<ExplainedTransform> Transform(ListenerRuleSpec rule, RequestToExplain request)
    {
        var compiled = CompiledTransforms.Compile(rule.Transforms);
        var host = request.ValuesOf("Host").First();
        return [.. rule.Transforms.Select(transform => transform is RuleTransform.HostHeaderRewrite
            ? new ExplainedTransform(transform.Type, host, compiled.RewriteHost(host))
            : new ExplainedTransform(transform.Type, request.Target, compiled.RewriteUrl(request.Target)))];
    }

    // ca.pem lies in the emulator's directory. --path-as-is: curl would resolve dots in the path, and the request would be another one.
    private static string Curl(RequestToExplain request, int localPort)
    {
        var url = string.Create(CultureInfo.InvariantCulture, $"{(request.IsHttps ? "https" : "http")}://{request.UrlHost}:{localPort}{request.Target}");
        var parts = new List<string> { "curl", "-i" };
        if (request.Method == "HEAD")
        {
            parts = ["curl", "-I"];
        }
        else if (request.Method != "GET")
        {
            parts.AddRange(["-X", request.Method]);
        }

        if (request.Path.Contains("/.", StringComparison.Ordinal))
        {
            parts.Add("--path-as-is");
        }

        if (request.IsHttps)
        {
            parts.AddRange(["--cacert", "ca.pem"]);
        }

        parts.AddRange(["--resolve", string.Create(CultureInfo.InvariantCulture, $"{request.UrlHost}:{localPort}:127.0.0.1")]);
        foreach (var (name, value) in request.Headers.Where(header => header.Key != "Host" || RequestTarget.HostWithoutPort(header.Value) != request.UrlHost))
        {
            parts.AddRange(["-H", ShellQuote($"{name}: {value}")]);
        }

        parts.Add(ShellQuote(url));
        return string.Join(' ', parts);
    }

    private static string ShellQuote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
