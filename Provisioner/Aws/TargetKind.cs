namespace EksIngress.Provisioner.Aws;

internal enum TargetKind
{
    Emulator,
    Aws,
}
