using System.Net;
using System.Net.Sockets;
using EksIngress.Emulator.State;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>
/// A /16 of 127/8 that this emulator holds for itself: 127.N.0.0/17 for pods, 127.N.128.0/18 for Services, 127.N.192.0/18 for
/// nodes. Held by a socket bound to one port of it, so that two emulators on a machine never share one.
/// </summary>
internal sealed class LoopbackNetwork : IDisposable
{
    // Any port will do, as long as all emulators use the same.
    private const int HoldPort = 47_127;
    private const int FirstNetwork = 64;
    private const int LastNetwork = 250;

    // Environments that are kept start below it, the others here: one that nobody will start again does not take the range of one that stands still.
    private const int FirstPassingNetwork = 157;

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, string> _owners = [];
    private readonly Socket _hold;
    private readonly byte _network;
    private int _nextPod;
    private int _nextService;
    private int _nextNode;

#pragma warning disable CA2000 // A journal that keeps nothing holds nothing.
    /// <summary>A range for clusters that leave nothing behind.</summary>
    public LoopbackNetwork()
        : this(
            new Guarded<EmulatorState>("emulator", EmulatorState.Empty, StateJournal.InMemory()),
            new Guarded<KubernetesState>("kubernetes.clusters", KubernetesState.Empty, StateJournal.InMemory()))
    {
    }
#pragma warning restore CA2000

    /// <param name="state">Says which range an earlier run held, and is told which one this run holds.</param>
    /// <param name="clusters">Clusters of that run: their objects have addresses of its range.</param>
    /// <exception cref="EmulatorStartException">The platform has no loopback addresses besides 127.0.0.1, or all ranges are held.</exception>
    public LoopbackNetwork(Guarded<EmulatorState> state, Guarded<KubernetesState> clusters)
    {
        // The addresses of Services and nodes are in the objects of the clusters, so an environment keeps its range.
        var earlier = clusters.Current.Clusters.IsEmpty ? null : state.Current.LoopbackNetwork;
        var start = earlier ?? (state.IsDurable ? Random.Shared.Next(FirstNetwork, FirstPassingNetwork) : Random.Shared.Next(FirstPassingNetwork, LastNetwork));
        for (var offset = 0; offset < LastNetwork - FirstNetwork; offset++)
        {
            var network = (byte)(FirstNetwork + ((start - FirstNetwork + offset) % (LastNetwork - FirstNetwork)));
#pragma warning disable CA2000 // Disposed on every path but the one that keeps it.
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
#pragma warning restore CA2000
            try
            {
                socket.Bind(new IPEndPoint(new IPAddress([127, network, 255, 254]), HoldPort));
                socket.Listen();
                (_hold, _network) = (socket, network);
                if (state.Current.LoopbackNetwork != network)
                {
                    state.Update(current => current with { LoopbackNetwork = network });
                }

                return;
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                // Another emulator holds it.
                socket.Dispose();
                if (earlier is not null)
                {
                    throw new EmulatorStartException(
                        $"The addresses 127.{earlier}.0.0/16, which the clusters of this environment have, are held by another emulator. Stop that one, or give another folder with --directory.", exception);
                }
            }
            catch (SocketException exception)
            {
                socket.Dispose();
                throw new EmulatorStartException(
                    $"Cannot use 127.{network}.255.254: {exception.Message}. Pods and Services get loopback addresses of their own, which this platform does not have "
                    + "(macOS has 127.0.0.1 only until 'ifconfig lo0 alias' adds others). Run the emulator on Linux, or in a Linux container or WSL.",
                    exception);
            }
        }

        throw new EmulatorStartException($"All address ranges 127.{FirstNetwork}-{LastNetwork - 1}.0.0/16 are held by other emulators. Stop one.");
    }

    public string ServiceRange => $"127.{_network}.128.0/18";

    /// <summary>Range of pod addresses.</summary>
    public string PodRange => $"127.{_network}.0.0/17";

    /// <summary>Takes a pod address; <paramref name="wanted"/> if it is free and a pod address.</summary>
    public IPAddress AllocatePodAddress(string owner, string? wanted = null)
    {
        lock (_gate)
        {
            if (IPAddress.TryParse(wanted, out var address) && IsIn(address, 0, 128) && _owners.TryAdd(address, owner))
            {
                return address;
            }

            return Allocate(owner, 0, 1 << 15, ref _nextPod);
        }
    }

    /// <summary>Takes a Service address. The owner keeps it until <see cref="Release"/>.</summary>
    public string AllocateServiceAddress(string owner)
    {
        lock (_gate)
        {
            return Allocate(owner, 128, 1 << 14, ref _nextService).ToString();
        }
    }

    /// <summary>Takes the very address that a Service asks for.</summary>
    /// <returns>False when it is taken.</returns>
    public bool TryReserveServiceAddress(IPAddress address, string owner)
    {
        lock (_gate)
        {
            return _owners.TryAdd(address, owner);
        }
    }

    public string AllocateNodeAddress(string owner)
    {
        lock (_gate)
        {
            return Allocate(owner, 192, 1 << 14, ref _nextNode).ToString();
        }
    }

    /// <summary>Takes an address that an object of an earlier run has; nothing happens for one outside the range.</summary>
    public void Reserve(string? address, string owner)
    {
        if (IPAddress.TryParse(address, out var parsed) && IsIn(parsed, 0, 256))
        {
            lock (_gate)
            {
                _owners[parsed] = owner;
            }
        }
    }

    public bool IsServiceAddress(IPAddress address) => IsIn(address, 128, 192);

    public void Release(string? address)
    {
        if (IPAddress.TryParse(address, out var parsed))
        {
            lock (_gate)
            {
                _owners.Remove(parsed);
            }
        }
    }

    public void Dispose() => _hold.Dispose();

    // Addresses are used round robin: one that was just released may still have connections in TIME_WAIT.
    private IPAddress Allocate(string owner, int thirdOctet, int size, ref int next)
    {
        for (var attempt = 0; attempt < size; attempt++)
        {
            next = (next % (size - 2)) + 1;
            var address = new IPAddress([127, _network, (byte)(thirdOctet + (next >> 8)), (byte)next]);
            if (_owners.TryAdd(address, owner))
            {
                return address;
            }
        }

        throw new InvalidOperationException($"No free address in 127.{_network}.{thirdOctet}.0.");
    }

    private bool IsIn(IPAddress address, int from, int to)
    {
        var bytes = address.GetAddressBytes();
        return bytes.Length == 4 && bytes[0] == 127 && bytes[1] == _network && bytes[2] >= from && bytes[2] < to;
    }
}
