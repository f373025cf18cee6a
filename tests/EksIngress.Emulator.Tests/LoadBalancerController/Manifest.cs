using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>Objects of the controller's tests, all in namespace default.</summary>
internal static class Manifest
{
    public const string Ingresses = "/apis/networking.k8s.io/v1/namespaces/default/ingresses";
    public const string Bindings = "/apis/elbv2.k8s.aws/v1beta1/namespaces/default/targetgroupbindings";

    /// <summary>An internet-facing Ingress with ip targets unless annotations say otherwise; each path goes to the Service after it.</summary>
    public static JsonObject Ingress(string name, (string Path, string Service)[] paths, params (string Key, string Value)[] annotations)
    {
        var all = new JsonObject
        {
            ["alb.ingress.kubernetes.io/scheme"] = "internet-facing",
            ["alb.ingress.kubernetes.io/target-type"] = "ip",
            ["alb.ingress.kubernetes.io/healthcheck-path"] = "/health",
        };
        foreach (var (key, value) in annotations)
        {
            all[$"alb.ingress.kubernetes.io/{key}"] = value;
        }

        return new()
        {
            ["apiVersion"] = "networking.k8s.io/v1",
            ["kind"] = "Ingress",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "default", ["annotations"] = all },
            ["spec"] = new JsonObject
            {
                ["ingressClassName"] = "alb",
                ["rules"] = new JsonArray(new JsonObject
                {
                    ["http"] = new JsonObject
                    {
                        ["paths"] = new JsonArray([.. paths.Select(path => new JsonObject
                        {
                            ["path"] = path.Path,
                            ["pathType"] = "Prefix",
                            ["backend"] = new JsonObject
                            {
                                ["service"] = new JsonObject { ["name"] = path.Service, ["port"] = new JsonObject { ["number"] = 80 } },
                            },
                        })]),
                    },
                }),
            },
        };
    }

    public static JsonObject Deployment(string name, int replicas, string tag) => new()
    {
        ["apiVersion"] = "apps/v1",
        ["kind"] = "Deployment",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "default" },
        ["spec"] = new JsonObject
        {
            ["replicas"] = replicas,
            ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["app"] = name } },
            ["template"] = new JsonObject
            {
                ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["app"] = name } },
                ["spec"] = new JsonObject
                {
                    ["containers"] = new JsonArray(new JsonObject
                    {
                        ["name"] = "web",
                        ["image"] = "web:1",
                        ["args"] = new JsonArray(tag),
                        ["ports"] = new JsonArray(new JsonObject { ["name"] = "http", ["containerPort"] = 8080, ["protocol"] = "TCP" }),
                    }),
                },
            },
        },
    };

    public static JsonObject Service(string name, string type = "ClusterIP") => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Service",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "default" },
        ["spec"] = new JsonObject
        {
            ["type"] = type,
            ["selector"] = new JsonObject { ["app"] = name },
            ["ports"] = new JsonArray(new JsonObject { ["name"] = "http", ["port"] = 80, ["targetPort"] = 8080, ["protocol"] = "TCP" }),
        },
    };

    public static JsonObject Binding(string name, string service, JsonObject spec)
    {
        spec["serviceRef"] = new JsonObject { ["name"] = service, ["port"] = 80 };
        return new()
        {
            ["apiVersion"] = "elbv2.k8s.aws/v1beta1",
            ["kind"] = "TargetGroupBinding",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "default" },
            ["spec"] = spec,
        };
    }
}
