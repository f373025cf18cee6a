using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Amazon.CertificateManager.Model;
using EksIngress.Provisioner.Aws;
using EksIngress.Testing;
using k8s;
using k8s.Models;

namespace EksIngress.Provisioner.Tests.Emulated;

/// <summary>An environment that the provisioner built, with an Ingress that its controller serves. Tests only read it.</summary>
public sealed class LiveAlbEnvironment : IAsyncLifetime
{
    private const string Ingress = """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: web
          namespace: default
          annotations:
            alb.ingress.kubernetes.io/scheme: internet-facing
            alb.ingress.kubernetes.io/target-type: ip
            alb.ingress.kubernetes.io/listen-ports: '[{"HTTP": 80}, {"HTTPS": 443}]'
            alb.ingress.kubernetes.io/certificate-arn: CERTIFICATE
            alb.ingress.kubernetes.io/conditions.web: '[{"field":"http-header","httpHeaderConfig":{"httpHeaderName":"X-Beta","values":["yes"]}}]'
            alb.ingress.kubernetes.io/actions.moved: '{"type":"redirect","redirectConfig":{"host":"new.example.com","path":"/x/#{path}","statusCode":"HTTP_302"}}'
        spec:
          ingressClassName: alb
          rules:
          - host: shop.example.com
            http:
              paths:
              - {path: /beta, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}
              - {path: /old, pathType: Exact, backend: {service: {name: moved, port: {name: use-annotation}}}}
        """;

    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(2));
    private RunningEmulator _emulator = null!;

    /// <summary>Name of environment and cluster.</summary>
    public string Name { get; } = "t" + Guid.NewGuid().ToString("N")[..8];

    /// <summary>Certificate of the HTTPS listener, for shop.example.com.</summary>
    public string CertificateArn { get; private set; } = "";

    /// <summary>The Ingress as it was created.</summary>
    internal string Manifest => Ingress.Replace("CERTIFICATE", CertificateArn, StringComparison.Ordinal);

    internal AwsClients Aws { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _emulator = await RunningEmulator.StartAsync(null, _deadline.Token);
        Aws = Account.Connect(_emulator);
        using var run = Start();
        run.Publish(Specs.Dev with { Name = Name, Workloads = [], Ingresses = [] });
        Assert.True(await run.RunAsync("apply", run.Folder) == 0, run.Output + run.Error);
        using var kubernetes = await EmulatedCluster.ConnectAsync(run, Aws, Name, _deadline.Token);
        CertificateArn = await ImportCertificateAsync();
        await CreateAsync(kubernetes);
    }

    public async ValueTask DisposeAsync()
    {
        Aws?.Dispose();
        await _emulator.DisposeAsync();
        _deadline.Dispose();
    }

    /// <summary>The program with the environment variables of somebody who uses the emulator.</summary>
    internal ProvisionerRun Start() => new ProvisionerRun().SetAccount(_emulator);

    private async Task<string> ImportCertificateAsync()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=shop.example.com", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("shop.example.com");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        using var pem = new MemoryStream(Encoding.ASCII.GetBytes(certificate.ExportCertificatePem()));
        using var privateKey = new MemoryStream(Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()));
        var response = await Aws.Certificates.ImportCertificateAsync(
            new ImportCertificateRequest { Certificate = pem, PrivateKey = privateKey }, _deadline.Token);
        return response.CertificateArn;
    }

    private async Task CreateAsync(k8s.Kubernetes kubernetes)
    {
        await kubernetes.CoreV1.CreateNamespacedServiceAsync(
            new V1Service
            {
                Metadata = new V1ObjectMeta { Name = "web" },
                Spec = new V1ServiceSpec { Selector = new Dictionary<string, string> { ["app"] = "web" }, Ports = [new V1ServicePort { Port = 80, TargetPort = 8080 }] },
            },
            "default",
            cancellationToken: _deadline.Token);
        await kubernetes.NetworkingV1.CreateNamespacedIngressAsync(KubernetesYaml.Deserialize<V1Ingress>(Manifest), "default", cancellationToken: _deadline.Token);
        await foreach (var (_, found) in kubernetes.CoreV1.WatchListNamespacedEventAsync(
            "default", fieldSelector: "involvedObject.kind=Ingress,involvedObject.name=web", cancellationToken: _deadline.Token))
        {
            Assert.False(found.Type == "Warning", found.Message);
            if (found.Reason == "SuccessfullyReconciled")
            {
                return;
            }
        }
    }
}
