using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EksIngress.Alb.Lint;
using EksIngress.Alb.Plans;

namespace EksIngress.Bench.Fuzzing;

/// <summary>
/// Annotations of an Ingress, one a line (<c>suffix: value</c>), through a whole build: a stack or the controller's error, the same one each
/// time, and the linter has something to say about any of them. Each <c>actions.NAME</c> and <c>conditions.NAME</c> gets a path of its own.
/// </summary>
internal sealed class AnnotationsTarget : FuzzTarget
{
    private const string Prefix = "alb.ingress.kubernetes.io/";
    private const int MaxPaths = 12;

    private const string Services = """
        [{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"type":"NodePort","selector":{"app":"web"},"ports":[{"name":"http","port":80,"targetPort":8080,"nodePort":30080}]}},
        {"apiVersion":"v1","kind":"Service","metadata":{"name":"api"},"spec":{"type":"NodePort","selector":{"app":"api"},"ports":[{"name":"grpc","port":5000,"targetPort":"grpc","nodePort":30081}]}}]
        """;

    public override string Name => "annotations";

    // Each is built three times, once of them by the linter.
    public override int ShortRun => 400;

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            "scheme: internet-facing\ntarget-type: ip\nlisten-ports: [{\"HTTP\": 80}, {\"HTTPS\": 443}]\ncertificate-arn: arn:aws:acm:eu-west-1:111122223333:certificate/a\nssl-redirect: 443\nssl-policy: ELBSecurityPolicy-TLS13-1-2-2021-06\n",
            "target-type: ip\nactions.weighted: {\"type\":\"forward\",\"forwardConfig\":{\"targetGroups\":[{\"serviceName\":\"web\",\"servicePort\":80,\"weight\":20},{\"serviceName\":\"api\",\"servicePort\":\"grpc\",\"weight\":80}],\"targetGroupStickinessConfig\":{\"enabled\":true,\"durationSeconds\":200}}}\n",
            "actions.moved: {\"type\":\"redirect\",\"redirectConfig\":{\"host\":\"#{host}\",\"path\":\"/#{path}\",\"port\":\"443\",\"protocol\":\"HTTPS\",\"query\":\"#{query}&a=b\",\"statusCode\":\"HTTP_301\"}}\nactions.fixed: {\"type\":\"fixed-response\",\"fixedResponseConfig\":{\"contentType\":\"text/plain\",\"statusCode\":\"503\",\"messageBody\":\"gone\"}}\n",
            "conditions.web: [{\"field\":\"http-header\",\"httpHeaderConfig\":{\"httpHeaderName\":\"X-Id\",\"values\":[\"a*\",\"b\"]}},{\"field\":\"query-string\",\"queryStringConfig\":{\"values\":[{\"key\":\"a\",\"value\":\"b\"},{\"value\":\"c\"}]}},{\"field\":\"source-ip\",\"sourceIpConfig\":{\"values\":[\"10.0.0.0/8\",\"::1/128\"]}}]\n",
            "conditions.api: [{\"field\":\"host-header\",\"hostHeaderConfig\":{\"regexValues\":[\"^a.+$\"]}},{\"field\":\"path-pattern\",\"pathPatternConfig\":{\"values\":[\"/x/*\"]}},{\"field\":\"http-request-method\",\"httpRequestMethodConfig\":{\"Values\":[\"GET\",\"HEAD\"]}}]\ntransforms.web: [{\"type\":\"url-rewrite\",\"urlRewriteConfig\":{\"rewrites\":[{\"regex\":\"^/a/(.*)$\",\"replace\":\"/$1\"}]}}]\n",
            "auth-type: oidc\nauth-idp-oidc: {\"issuer\":\"https://i.example.com\",\"authorizationEndpoint\":\"https://i.example.com/a\",\"tokenEndpoint\":\"https://i.example.com/t\",\"userInfoEndpoint\":\"https://i.example.com/u\",\"secretName\":\"s\"}\nauth-scope: openid email\nauth-session-timeout: 3600\n",
            "target-group-attributes: stickiness.enabled=true,stickiness.type=lb_cookie,deregistration_delay.timeout_seconds=30\nload-balancer-attributes: idle_timeout.timeout_seconds=600,routing.http2.enabled=false\nhealthcheck-path: /health\nhealthcheck-interval-seconds: 15\nhealthcheck-timeout-seconds: 5\nhealthcheck-port: traffic-port\nsuccess-codes: 200,201-299\nbackend-protocol: HTTPS\nbackend-protocol-version: GRPC\ntags: a=b,c=d\n",
            "listen-ports: [{\"HTTPS\": 443}, {\"HTTPS\": 8443}]\ncertificate-arn: arn:aws:acm:eu-west-1:111122223333:certificate/a, arn:aws:acm:eu-west-1:111122223333:certificate/b\nmutual-authentication: [{\"port\": 443, \"mode\": \"verify\", \"trustStore\": \"arn:aws:elasticloadbalancing:eu-west-1:111122223333:truststore/a/1\"}, {\"port\": 8443, \"mode\": \"passthrough\"}]\njwt-validation: {\"jwksEndpoint\":\"https://i.example.com/k\",\"issuer\":\"https://i.example.com\",\"additionalClaims\":[{\"name\":\"scope\",\"format\":\"space-separated-values\",\"values\":[\"a\",\"b\"]}]}\n",
            "inbound-cidrs: 10.0.0.0/8, 192.168.0.0/16\nsecurity-groups: sg-1, name\nmanage-backend-security-group-rules: true\nsubnets: subnet-1, subnet-2\nload-balancer-name: shop\nip-address-type: dualstack\ngroup.name: shop\ngroup.order: 10\ntarget-node-labels: a=b\nminimum-load-balancer-capacity: CapacityUnits=100\nwafv2-acl-arn: arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/a/b\nenable-frontend-nlb: true\nfrontend-nlb-listener-port-mapping: 80=80\n",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public override IReadOnlyList<string> Words =>
    [
        "\nactions.a: ", "\nconditions.web: ", "\ntransforms.web: ", "\nlisten-ports: ", "\nuse-regex-path-match: true\n", "{\"type\":\"forward\"}", "{\"type\":\"forward\",\"targetGroupARN\":\"arn:a\"}", "\"type\":\"redirect\"",
        "\"type\":\"fixed-response\"", "\"forwardConfig\":{\"targetGroups\":[", "\"serviceName\":\"web\",", "\"servicePort\":80", "\"servicePort\":\"http\"", "\"weight\":", "\"field\":\"source-ip\"", "\"values\":[\"a\"]",
        "\"values\":null", "\"regexValues\":[\"(\"]", "[null]", "[[]]", "{\"HTTP\":80}", "{\"HTTPS\":443}", "#{host}", "#{", "\"statusCode\":\"HTTP_302\"", "*", "?", "\\\\", "\\u0000", "a=b,", "=", ",,", "1e3", "08", "0x10", "TRUE", "off",
    ];

    public override bool Run(ReadOnlyMemory<byte> input)
    {
        var json = Manifests(Encoding.UTF8.GetString(input.Span));
        var objects = ManifestObject.Parse(json);
        var plan = Plan(objects);
        foreach (var group in plan.Groups)
        {
            if (group.StackJson is { } stack)
            {
                JsonDocument.Parse(stack).Dispose();
            }
            else if (string.IsNullOrEmpty(group.Error) && group.Missing is null)
            {
                throw new FuzzException("A group that is not built does not say why.");
            }
        }

        if (Shown(plan) != Shown(Plan(ManifestObject.Parse(json))))
        {
            throw new FuzzException("Built again it is something else.");
        }

        _ = AlbPlanTable.Write(plan);
        _ = AlbLinter.Lint(objects);
        return plan.Groups.Any(group => group.StackJson is not null);
    }

    private static AlbPlan Plan(IReadOnlyList<ManifestObject> objects)
    {
        var plan = AlbPlanner.PlanAsync(new AlbPlanRequest { Objects = KubernetesObjects.Read(objects), AssumeDefaults = true });
        return plan.AsTask().GetAwaiter().GetResult();
    }

    private static string Shown(AlbPlan plan) => string.Join('\n', plan.Groups.Select(group => $"{group.Id} {group.StackJson} {group.Error} {group.Missing}"));

    private static string Manifests(string text)
    {
        var annotations = new JsonObject();
        var paths = new JsonArray();
        AddPath(paths, "web", JsonNode.Parse("""{"number":80}""")!);
        AddPath(paths, "api", JsonNode.Parse("""{"name":"grpc"}""")!);
        foreach (var line in text.Split('\n'))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
            {
                continue;
            }

            var suffix = line[..colon];
            annotations[Prefix + suffix] = line[(colon + 1)..].Trim(' ');
            if (suffix.StartsWith("actions.", StringComparison.Ordinal) && paths.Count < MaxPaths)
            {
                AddPath(paths, suffix["actions.".Length..], JsonNode.Parse("""{"name":"use-annotation"}""")!);
            }
        }

        var objects = JsonNode.Parse(Services)!.AsArray();
        objects.Add(new JsonObject
        {
            ["apiVersion"] = "networking.k8s.io/v1",
            ["kind"] = "Ingress",
            ["metadata"] = new JsonObject { ["name"] = "fuzzed", ["annotations"] = annotations },
            ["spec"] = new JsonObject
            {
                ["ingressClassName"] = "alb",
                ["rules"] = new JsonArray(new JsonObject { ["host"] = "a.example.com", ["http"] = new JsonObject { ["paths"] = paths } }),
            },
        });
        return objects.ToJsonString();
    }

    private static void AddPath(JsonArray paths, string name, JsonNode port) => paths.Add(new JsonObject
    {
        ["path"] = $"/{paths.Count}",
        ["pathType"] = "Prefix",
        ["backend"] = new JsonObject { ["service"] = new JsonObject { ["name"] = name, ["port"] = port } },
    });
}
