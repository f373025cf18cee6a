namespace EksIngress.Emulator.Kubernetes;

internal readonly record struct ContainerLogLine(DateTimeOffset Time, string Text);
