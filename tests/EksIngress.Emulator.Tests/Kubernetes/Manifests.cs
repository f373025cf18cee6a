namespace EksIngress.Emulator.Tests.Kubernetes;

internal static class Manifests
{
    public static string Deployment(string name, string inNamespace, int replicas = 2, string image = "echo:1", string extra = "") => $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: {{name}}, namespace: {{inNamespace}}, labels: { app: {{name}} } }
        spec:
          replicas: {{replicas}}
          selector: { matchLabels: { app: {{name}} } }
          template:
            metadata: { labels: { app: {{name}} } }
            spec:
              containers:
              - name: {{name}}
                image: {{image}}
                args: [hello]
                ports: [{ name: http, containerPort: 8080 }]
                {{extra}}
        """;

    public static string Service(string name, string inNamespace) => $$"""
        apiVersion: v1
        kind: Service
        metadata: { name: {{name}}, namespace: {{inNamespace}} }
        spec:
          selector: { app: {{name}} }
          ports: [{ name: http, port: 8080, targetPort: http }]
        """;

    public static string Namespace(string name) => $$"""
        apiVersion: v1
        kind: Namespace
        metadata: { name: {{name}} }
        """;

    public static string Ingress(string name, string inNamespace) => $$"""
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: {{name}}, namespace: {{inNamespace}} }
        spec:
          ingressClassName: alb
          rules:
          - http:
              paths:
              - { path: /a, pathType: Prefix, backend: { service: { name: a, port: { number: 8080 } } } }
        """;
}
