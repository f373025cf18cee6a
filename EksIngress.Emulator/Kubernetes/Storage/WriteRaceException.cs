namespace EksIngress.Emulator.Kubernetes;

/// <summary>The object changed between a look at it and the write.</summary>
internal sealed class WriteRaceException() : Exception("the object has been modified");
