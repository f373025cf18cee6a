namespace EksIngress.Provisioner.Ingresses;

/// <param name="Protocol"><c>HTTP</c> or <c>HTTPS</c>; <c>TCP</c> of an NLB.</param>
/// <param name="Port">Port of the listener.</param>
/// <param name="LocalPort">Port on 127.0.0.1 that stands for it on an emulator; null on AWS.</param>
internal sealed record AlbListener(string Protocol, int Port, int? LocalPort);
